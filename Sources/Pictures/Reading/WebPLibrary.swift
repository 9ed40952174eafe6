internal import CPictureLibraries
internal import VectorFiles

/// libwebp (https://developers.google.com/speed/webp/docs/api), found at run time.
struct WebPLibrary {
  private let information: tessera_webp_info
  private let decode: tessera_webp_decode

  init(for source: PictureSource, names: [String]? = nil) throws(VectorFileError) {
    (information, decode) = try PictureLibrary.webp.loaded(for: source, names: names) {
      library throws(SharedLibrary.Missing) in
      (try library.function("WebPGetInfo"), try library.function("WebPDecodeRGBAInto"))
    }
  }

  func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    let bytes = source.bytes
    if bytes.count > 20, bytes[12..<16].elementsEqual("VP8X".utf8), bytes[20] & 2 != 0 {
      throw source.failure("the WebP is animated", "save one of its frames (webpmux -get frame 1 x.webp -o frame.webp)")
    }
    var (width, height): (Int32, Int32) = (0, 0)
    guard information(source.start, bytes.count, &width, &height) != 0 else {
      throw source.damaged(.webp, "its header cannot be read")
    }
    let picture = try source.picture(width: Int(width), height: Int(height)) { pixels in
      decode(source.start, bytes.count, pixels.baseAddress!, pixels.count, width * 4) == nil
        ? source.damaged(.webp, "its pixels cannot be decoded") : nil
    }
    return DecodedPicture(picture: picture)
  }
}
