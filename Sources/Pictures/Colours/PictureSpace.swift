/// In which numbers colours are near or far.
public enum PictureSpace: String, CaseIterable, Sendable {
  /// As they look: ``OKLab``.
  case oklab
  /// As bytes of sRGB, 0 ... 255 each.
  case srgb
  /// As light, 0 ... 1 in each of the three primaries.
  case linear

  /// The name that people know.
  public var name: String {
    switch self {
    case .oklab: "OKLab"
    case .srgb: "sRGB"
    case .linear: "linear sRGB"
    }
  }

  /// Where a colour of bytes lies.
  func point(_ colour: SRGBColour) -> ColourPoint {
    switch self {
    case .oklab, .linear: point(colour.linear)
    case .srgb: ColourPoint(Double(colour.red), Double(colour.green), Double(colour.blue))
    }
  }

  /// Where light lies; in sRGB, that of the nearest bytes.
  func point(_ light: LinearColour) -> ColourPoint {
    switch self {
    case .oklab:
      let lab = OKLab(light)
      return ColourPoint(lab.lightness, lab.a, lab.b)
    case .srgb: return point(light.nearest)
    case .linear: return ColourPoint(light.red, light.green, light.blue)
    }
  }

  /// The colour of bytes that is nearest to a point: bytes rounded one by one, and from there the best of the 26 around it, over and over.
  func colour(nearestTo point: ColourPoint) -> SRGBColour {
    var best = rounded(point)
    var least = self.point(best).square(to: point)
    while true {
      let start = best
      for code in 0..<27 {
        let channels = zip([start.red, start.green, start.blue], [code / 9, code / 3 % 3, code % 3])
        let bytes = channels.map { Int($0) + $1 - 1 }
        guard bytes.allSatisfy((0...255).contains) else { continue }
        let colour = SRGBColour(red: UInt8(bytes[0]), green: UInt8(bytes[1]), blue: UInt8(bytes[2]))
        let square = self.point(colour).square(to: point)
        if square < least { (best, least) = (colour, square) }
      }
      if best == start { return best }
    }
  }

  private func rounded(_ point: ColourPoint) -> SRGBColour {
    switch self {
    case .oklab: OKLab(lightness: point.x, a: point.y, b: point.z).linear.nearest
    case .linear: LinearColour(red: point.x, green: point.y, blue: point.z).nearest
    case .srgb: SRGBColour(red: Self.byte(point.x), green: Self.byte(point.y), blue: Self.byte(point.z))
    }
  }

  private static func byte(_ value: Double) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }
}

/// A colour as a point of some space.
struct ColourPoint: Equatable {
  var x: Double
  var y: Double
  var z: Double

  init(_ x: Double, _ y: Double, _ z: Double) { (self.x, self.y, self.z) = (x, y, z) }

  /// The squared distance, with the bits of ``/Clustering/KMeans``' own.
  func square(to other: ColourPoint) -> Double {
    let (x, y, z) = (x - other.x, y - other.y, z - other.z)
    return (x * x + z * z) + y * y
  }
}
