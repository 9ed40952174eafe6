/// A colour by perceived lightness and two opponent axes, in which distances are about as large as differences look.
///
/// L is 0 for black and 1 for white, a green below 0 and red above, b blue below and yellow above.
///
/// Source: B. Ottosson, *A perceptual color space for image processing* (2020), https://bottosson.github.io/posts/oklab/, with his matrices of
/// January 2021. The cube root is made of the four operations of IEEE 754 and has the same bits on every machine, not always the last bit right.
public struct OKLab: Sendable, Equatable {
  public var lightness: Double
  public var a: Double
  public var b: Double

  public init(lightness: Double, a: Double, b: Double) { (self.lightness, self.a, self.b) = (lightness, a, b) }

  /// Light of sRGB's primaries, also outside of its gamut.
  init(_ light: LinearColour) {
    let (red, green, blue) = (light.red, light.green, light.blue)
    let long = CubeRoot.of(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let middle = CubeRoot.of(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = CubeRoot.of(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
  }

  /// The light, which may lie outside of sRGB's gamut.
  var linear: LinearColour {
    let long = Self.cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let middle = Self.cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = Self.cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return LinearColour(
      red: 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
      green: -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
      blue: -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short)
  }

  private static func cube(_ x: Double) -> Double { x * x * x }
}

/// The cube root of a number of any sign, to a unit or two in the last place.
enum CubeRoot {
  static func of(_ x: Double) -> Double {
    let size = x.magnitude
    guard size >= Double.leastNormalMagnitude else { return 0 }
    // A third of the exponent is within 6%; each of Halley's steps triples the digits, and Newton's gets the last ones right.
    var root = Double(bitPattern: size.bitPattern / 3 + 0x2AA0_0000_0000_0000)
    for _ in 0..<2 {
      let cube = root * root * root
      root = root * ((cube + 2 * size) / (2 * cube + size))
    }
    root -= (root * root * root - size) / (3 * root * root)
    return x < 0 ? -root : root
  }
}
