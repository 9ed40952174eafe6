public import VectorFiles

/// A format in which the colours of a palette are written, by the suffix of a name.
public enum SwatchOutput: String, CaseIterable, Sendable {
  /// `.gpl`: GIMP, Inkscape, Krita. Format: https://developer.gimp.org/core/standards/gpl/
  case gpl
  /// `.ase`: Adobe Swatch Exchange, version 1.0, in RGB.
  case ase
  /// `.css`: custom properties `--colour-1`, `--colour-2`, ...
  case css
  /// `.json`: colours with their OKLab coordinates and shares.
  case json

  /// The format of a name; nil where it ends in no suffix of one.
  public init?(path: String) {
    let name = path.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) else { return nil }
    self = format
  }

  /// Writes colours in their order, whole or not at all (``/VectorFiles/AtomicFile``).
  ///
  /// - Parameter title: what formats with a title have as such, in one line.
  public func write(_ palette: [PaletteColour], title: String, to path: String) throws(VectorFileError) {
    try AtomicFile.write(bytes(of: palette, title: title), to: path)
  }

  /// The content of the file.
  public func bytes(of palette: [PaletteColour], title: String) -> [UInt8] {
    switch self {
    case .gpl: Array(Self.gimp(palette, title).utf8)
    case .ase: Self.adobe(palette)
    case .css: Array(Self.css(palette).utf8)
    case .json: Array((JSONValue.object([.init(key: "colours", value: .array(palette.map(\.json)))]).text + "\n").utf8)
    }
  }

  private static func gimp(_ palette: [PaletteColour], _ title: String) -> String {
    func padded(_ byte: UInt8) -> String {
      String(repeating: " ", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + "\(byte)"
    }
    let lines = palette.map { entry in
      let colour = entry.colour
      let bytes = [colour.red, colour.green, colour.blue].map(padded).joined(separator: " ")
      return bytes + "\t\(colour.hexadecimal)\n"
    }
    return "GIMP Palette\nName: \(title.shown)\nColumns: 8\n#\n" + lines.joined()
  }

  private static func css(_ palette: [PaletteColour]) -> String {
    let lines = palette.enumerated().map { "  --colour-\($0 + 1): \($1.colour.hexadecimal);\n" }
    return ":root {\n" + lines.joined() + "}\n"
  }

  /// Blocks of a colour: its name in UTF-16 with a zero, the model, three numbers of 0 ... 1, and 2 for a colour that is not global. All numbers have the
  /// highest byte first.
  private static func adobe(_ palette: [PaletteColour]) -> [UInt8] {
    func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
      withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
    let blocks = palette.flatMap { entry -> [UInt8] in
      let colour = entry.colour
      let name = Array(colour.hexadecimal.utf16) + [0]
      let channels = [colour.red, colour.green, colour.blue].flatMap { number((Float($0) / 255).bitPattern) }
      let content =
        number(UInt16(name.count)) + name.flatMap { number($0) } + Array("RGB ".utf8) + channels + number(UInt16(2))
      return number(UInt16(1)) + number(UInt32(content.count)) + content
    }
    return Array("ASEF".utf8) + number(UInt16(1)) + number(UInt16(0)) + number(UInt32(palette.count)) + blocks
  }
}

extension PaletteColour {
  /// Keys: hex, rgb, oklab, share, count.
  package var json: JSONValue {
    let lab = colour.oklab
    return [
      "hex": .string(colour.hexadecimal),
      "rgb": .integers([colour.red, colour.green, colour.blue].map(Int.init)),
      "oklab": .array([lab.lightness, lab.a, lab.b].map { .number($0) }),
      "share": .number(share),
      "count": .integer(count),
    ]
  }
}
