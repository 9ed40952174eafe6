internal import CPictureLibraries
internal import VectorFiles

/// libpng's simplified interface (http://www.libpng.org/pub/png/libpng-manual.txt, section V), found at run time: any valid PNG as bytes of sRGB, and
/// errors as values.
struct PNGLibrary {
  private let begin: tessera_png_begin
  private let finish: tessera_png_finish
  private let free: tessera_png_free

  init(for source: PictureSource, names: [String]? = nil) throws(VectorFileError) {
    (begin, finish, free) = try PictureLibrary.png.loaded(for: source, names: names) {
      library throws(SharedLibrary.Missing) in
      (
        try library.function("png_image_begin_read_from_memory"), try library.function("png_image_finish_read"),
        try library.function("png_image_free")
      )
    }
  }

  func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    var image = tessera_png_image()
    image.version = 1
    defer { free(&image) }
    guard begin(&image, source.bytes.baseAddress, source.bytes.count) != 0 else { throw damaged(source, &image) }
    image.format = 3  // PNG_FORMAT_RGBA
    image.flags |= 4  // PNG_IMAGE_FLAG_16BIT_sRGB: 16 bits without a gamma are sRGB, too, not linear
    let hasOtherPrimaries = image.flags & 1 != 0  // PNG_IMAGE_FLAG_COLORSPACE_NOT_sRGB
    let (width, height) = (Int(image.width), Int(image.height))
    guard width <= Int(Int32.max) / 4 else { throw source.failure("its rows are too long", "make the picture smaller") }
    let picture = try source.picture(width: width, height: height) { pixels in
      finish(&image, nil, pixels.baseAddress!, Int32(width * 4), nil) != 0 ? nil : damaged(source, &image)
    }
    let isDeep = source.bytes.count > 24 && source.bytes[24] == 16
    return DecodedPicture(
      picture: picture,
      notes: (isDeep ? [PictureMetadata.roundingNote] : [])
        + (hasOtherPrimaries ? ["its primaries are not those of sRGB; its colours are taken as sRGB"] : []))
  }

  private func damaged(_ source: PictureSource, _ image: inout tessera_png_image) -> VectorFileError {
    let words = withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return source.damaged(.png, words)
  }
}
