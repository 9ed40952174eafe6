@testable import Pictures

extension FuzzTarget {
  /// A picture of Netpbm, and what other formats say beside their pixels, which are their libraries' to read.
  static let pictures = FuzzTarget("pictures") { bytes in
    guard let format = PictureFormat(of: bytes) else { return nil }
    let metadata = PictureMetadata(PictureSource(bytes: bytes, path: "x"), format)
    if !(1...8).contains(metadata.orientation) { return "the orientation is \(metadata.orientation)" }
    guard format == .netpbm, let file = try? PictureFile(bytes: bytes, path: "x") else { return nil }
    let picture = file.picture
    if picture.pixels.count != picture.count * 4 { return "\(picture.count) pixels have \(picture.pixels.count) bytes" }
    let back = picture.turned(6).turned(8)
    return back == picture ? nil : "turned to and fro it is another picture"
  }
}
