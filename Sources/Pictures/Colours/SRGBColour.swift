/// A colour of sRGB in three bytes.
public struct SRGBColour: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

  /// The three bytes of a number, red highest.
  init(code: Int) {
    self.init(red: UInt8(code >> 16 & 255), green: UInt8(code >> 8 & 255), blue: UInt8(code & 255))
  }

  /// The three bytes as one number, red highest: 0 ..< 2^24.
  var code: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  /// `#rrggbb`.
  public var hexadecimal: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The light of the three channels, in 0 ... 1.
  var linear: LinearColour {
    LinearColour(
      red: TransferFunction.light[Int(red)], green: TransferFunction.light[Int(green)],
      blue: TransferFunction.light[Int(blue)])
  }

  /// The colour in OKLab.
  public var oklab: OKLab { OKLab(linear) }
}

/// Light of the three primaries of sRGB; 0 ... 1 within its gamut.
struct LinearColour: Equatable {
  var red: Double
  var green: Double
  var blue: Double

  /// The nearest colour of three bytes, channel by channel.
  var nearest: SRGBColour {
    SRGBColour(
      red: TransferFunction.byte(of: red), green: TransferFunction.byte(of: green),
      blue: TransferFunction.byte(of: blue))
  }
}
