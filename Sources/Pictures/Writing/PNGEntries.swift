/// The palette of an indexed PNG: pairs of a colour and an alpha, those of the least alpha first, so that fewer alphas are written.
struct PNGEntries {
  let colours: [SRGBColour]
  let alphas: [UInt8]
  /// Which entry each pair of an alpha and a code is, [256 * 256].
  private let places: [UInt8]

  /// The most entries of a PNG.
  private static let most = 256

  /// nil where there are too many pairs.
  init?(_ picture: QuantizedPicture) {
    var isThere = [Bool](repeating: false, count: 1 << 16)
    for pixel in picture.codes.indices { isThere[Self.pair(pixel, of: picture)] = true }
    let pairs = isThere.indices.filter { isThere[$0] }
    guard pairs.count <= Self.most else { return nil }
    let none = SRGBColour(red: 0, green: 0, blue: 0)
    colours = pairs.map { $0 < 256 ? none : picture.palette[$0 & 255].colour }
    alphas = pairs.map { UInt8($0 >> 8) }
    var places = [UInt8](repeating: 0, count: 1 << 16)
    for (place, pair) in pairs.enumerated() { places[pair] = UInt8(place) }
    self.places = places
  }

  /// Which entry a pixel has.
  func code(_ pixel: Int, of picture: QuantizedPicture) -> Int { Int(places[Self.pair(pixel, of: picture)]) }

  /// All pixels that cannot be seen are one pair.
  private static func pair(_ pixel: Int, of picture: QuantizedPicture) -> Int {
    let alpha = Int(picture.alphas?[pixel] ?? 255)
    return alpha == 0 ? 0 : alpha << 8 | Int(picture.codes[pixel])
  }
}
