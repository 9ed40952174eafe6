import Autograd

/// Small grey pictures as an image that a page holds itself: BMP, in base 64.
struct Bitmap {
  private let bytes: [UInt8]
  let width: Int
  let height: Int

  /// - Parameters:
  ///   - images: [images, 64], 0 white to 1 black, side by side with a pixel between them.
  ///   - size: of each, in pixels.
  init(_ images: Tensor<Float>, size: Int = 8) {
    let count = images.shape[0]
    width = count * (size + 1) - 1
    height = size
    let stride = (width * 4 + 3) / 4 * 4
    // Header, and rows from below; four bytes a pixel, of which the last is opacity.
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
    let headers = 14 + 108
    var bytes: [UInt8] = [0x42, 0x4D] + word(headers + stride * height) + word(0) + word(headers)
    bytes += word(108) + word(width) + word(height) + [1, 0, 32, 0] + word(3) + word(stride * height)
    bytes += word(2835) + word(2835) + word(0) + word(0)
    bytes += [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255] + [UInt8](repeating: 0, count: 52)
    for row in (0..<size).reversed() {
      for image in 0..<count {
        for column in 0..<size {
          let ink = images.elements[image * size * size + row * size + column]
          let grey = UInt8((1 - max(0, min(1, ink))) * 255)
          bytes += [grey, grey, grey, 255]
        }
        if image < count - 1 { bytes += [0, 0, 0, 0] }
      }
    }
    self.bytes = bytes
  }

  /// An address that is the image.
  var address: String { "data:image/bmp;base64," + base64 }

  private var base64: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 { text.append(place <= group.count ? letters[word >> (18 - 6 * place) & 63] : "=") }
    }
    return text
  }
}
