internal import CPictureLibraries
internal import VectorFiles

/// libheif (https://github.com/strukturag/libheif), found at run time: the primary picture of HEIC and AVIF, upright.
struct HEIFLibrary {
  private let makeContext: tessera_heif_context
  private let freeContext: tessera_heif_free
  private let read: tessera_heif_read
  private let primary: tessera_heif_primary
  private let freeHandle: tessera_heif_free
  private let depth: tessera_heif_size
  private let isPremultiplied: tessera_heif_size
  private let decode: tessera_heif_decode
  private let freeImage: tessera_heif_free
  private let plane: tessera_heif_plane
  private let width: tessera_heif_extent
  private let height: tessera_heif_extent

  init(for source: PictureSource, names: [String]? = nil) throws(VectorFileError) {
    self = try PictureLibrary.heif.loaded(for: source, names: names) { library throws(SharedLibrary.Missing) in
      try HEIFLibrary(library)
    }
  }

  private init(_ library: SharedLibrary) throws(SharedLibrary.Missing) {
    makeContext = try library.function("heif_context_alloc")
    freeContext = try library.function("heif_context_free")
    read = try library.function("heif_context_read_from_memory_without_copy")
    primary = try library.function("heif_context_get_primary_image_handle")
    freeHandle = try library.function("heif_image_handle_release")
    depth = try library.function("heif_image_handle_get_luma_bits_per_pixel")
    isPremultiplied = try library.function("heif_image_handle_is_premultiplied_alpha")
    decode = try library.function("heif_decode_image")
    freeImage = try library.function("heif_image_release")
    plane = try library.function("heif_image_get_plane_readonly")
    width = try library.function("heif_image_get_width")
    height = try library.function("heif_image_get_height")
  }

  func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    guard let context = makeContext() else { throw source.damaged(.heif, "no decoder can be made") }
    defer { freeContext(context) }
    try check(read(context, source.bytes.baseAddress, source.bytes.count, nil), source)
    var handle: UnsafeMutableRawPointer?
    try check(primary(context, &handle), source)
    guard let handle else { throw source.damaged(.heif, "it has no primary picture") }
    defer { freeHandle(handle) }
    guard isPremultiplied(handle) == 0 else {
      throw source.failure("the colours of the HEIF are multiplied by its alpha", "convert it to PNG")
    }
    var image: UnsafeMutableRawPointer?
    // heif_colorspace_RGB, heif_chroma_interleaved_RGBA, and the channel of them.
    try check(decode(handle, &image, 1, 11, nil), source)
    guard let image else { throw source.damaged(.heif, "nothing was decoded") }
    defer { freeImage(image) }
    var stride: Int32 = 0
    let (width, height) = (Int(width(image, 10)), Int(height(image, 10)))
    guard let rows = plane(image, 10, &stride), Int(stride) >= width * 4 else {
      throw source.damaged(.heif, "it has no pixels")
    }
    let picture = try source.picture(width: width, height: height) { pixels in
      let target = UnsafeMutableRawBufferPointer(pixels)
      for row in 0..<height {
        let bytes = UnsafeRawBufferPointer(start: rows + row * Int(stride), count: width * 4)
        UnsafeMutableRawBufferPointer(rebasing: target[(row * width * 4)...]).copyMemory(from: bytes)
      }
      return nil
    }
    return DecodedPicture(
      picture: picture, notes: depth(handle) > 8 ? [PictureMetadata.roundingNote] : [], isUpright: true)
  }

  private func check(_ error: tessera_heif_error, _ source: PictureSource) throws(VectorFileError) {
    guard error.code != 0 else { return }
    throw source.damaged(.heif, error.message.map { String(cString: $0) } ?? "error \(error.code)")
  }
}
