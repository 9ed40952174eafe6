/// PPM and PAM of 8 bits.
enum NetpbmEncoder {
  /// - Parameter isArbitrary: PAM, with alpha where the picture has some; else PPM.
  static func bytes(of picture: QuantizedPicture, isArbitrary: Bool) -> [UInt8] {
    let hasAlpha = isArbitrary && picture.alphas != nil
    let (width, height) = (picture.width, picture.height)
    let header =
      isArbitrary
      ? """
      P7
      WIDTH \(width)
      HEIGHT \(height)
      DEPTH \(hasAlpha ? 4 : 3)
      MAXVAL 255
      TUPLTYPE RGB\(hasAlpha ? "_ALPHA" : "")
      ENDHDR

      """ : "P6\n\(width) \(height)\n255\n"
    let pixels = picture.picture.pixels
    var bytes = Array(header.utf8)
    if hasAlpha { return bytes + pixels }
    bytes.reserveCapacity(bytes.count + picture.codes.count * 3)
    for place in stride(from: 0, to: pixels.count, by: 4) { bytes += pixels[place..<(place + 3)] }
    return bytes
  }
}
