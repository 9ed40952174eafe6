internal import CPictureLibraries
internal import VectorFiles

/// TurboJPEG (https://libjpeg-turbo.org), found at run time: baseline and progressive JPEG of 8 bits, grey or colour.
struct JPEGLibrary {
  private let create: tessera_jpeg_create
  private let header: tessera_jpeg_header
  private let decompress: tessera_jpeg_decompress
  private let error: tessera_jpeg_error
  private let errorCode: tessera_jpeg_error_code
  private let destroy: tessera_jpeg_destroy

  init(for source: PictureSource, names: [String]? = nil) throws(VectorFileError) {
    (create, header, decompress, error, errorCode, destroy) = try PictureLibrary.jpeg.loaded(for: source, names: names)
    {
      library throws(SharedLibrary.Missing) in
      (
        try library.function("tjInitDecompress"), try library.function("tjDecompressHeader3"),
        try library.function("tjDecompress2"), try library.function("tjGetErrorStr2"),
        try library.function("tjGetErrorCode"), try library.function("tjDestroy")
      )
    }
  }

  func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    guard let decoder = create() else { throw source.damaged(.jpeg, "no decoder can be made") }
    defer { _ = destroy(decoder) }
    let size = UInt(source.bytes.count)
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    guard header(decoder, source.start, size, &width, &height, &subsampling, &space) == 0 || isWarning(decoder) else {
      throw source.damaged(.jpeg, words(decoder))
    }
    // TJCS_CMYK, TJCS_YCCK
    guard space != 3, space != 4 else {
      throw source.failure(
        "the JPEG is CMYK, whose colours depend on a printer",
        "convert it to sRGB (ImageMagick: magick photo.jpg -colorspace sRGB photo.png)")
    }
    guard width >= 0, width <= Int32.max / 4 else { throw source.damaged(.jpeg, "its rows are too long") }
    var notes: [String] = []
    let picture = try source.picture(width: Int(width), height: Int(height)) { pixels in
      // TJPF_RGBA; the accurate cosine transform, which is the same on every processor, and no more scans than somebody means.
      let status = decompress(
        decoder, source.start, size, pixels.baseAddress!, width, width * 4, height, 7, 4096 | 32768)
      if status == 0 { return nil }
      let words = words(decoder)
      // Of cameras that write too much; pixels are all there.
      guard isWarning(decoder), words.contains("extraneous bytes") else { return source.damaged(.jpeg, words) }
      notes.append("the decoder says: \(words)")
      return nil
    }
    return DecodedPicture(picture: picture, notes: notes)
  }

  private func isWarning(_ decoder: UnsafeMutableRawPointer) -> Bool { errorCode(decoder) == 0 }

  private func words(_ decoder: UnsafeMutableRawPointer) -> String { error(decoder).map { String(cString: $0) } ?? "" }
}
