import TesseraTestSupport
import Testing
import VectorFiles

@testable import Pictures

/// Files of colours, byte for byte.
@Suite struct SwatchTests {
  private let palette = [
    PaletteColour(SRGBColour([255, 0, 51]), count: 3, share: 0.75),
    PaletteColour(SRGBColour([0, 16, 9]), count: 1, share: 0.25),
  ]

  @Test func gimp() {
    let expected = "GIMP Palette\nName: a photo\nColumns: 8\n#\n255   0  51\t#ff0033\n  0  16   9\t#001009\n"
    #expect(String(decoding: SwatchOutput.gpl.bytes(of: palette, title: "a photo"), as: UTF8.self) == expected)
  }

  @Test func customProperties() {
    let expected = ":root {\n  --colour-1: #ff0033;\n  --colour-2: #001009;\n}\n"
    #expect(String(decoding: SwatchOutput.css.bytes(of: palette, title: ""), as: UTF8.self) == expected)
  }

  @Test func adobe() {
    func entry(_ name: String, _ floats: [[UInt8]]) -> [UInt8] {
      var bytes: [UInt8] = [0, 1, 0, 0, 0, 36, 0, 8]
      for letter in name.utf8 { bytes += [0, letter] }
      bytes += [0, 0]
      bytes += Array("RGB ".utf8)
      for float in floats { bytes += float }
      return bytes + [0, 2]
    }
    var expected = Array("ASEF".utf8)
    expected += [0, 1, 0, 0, 0, 0, 0, 2]
    expected += entry("#ff0033", [[0x3F, 0x80, 0, 0], [0, 0, 0, 0], [0x3E, 0x4C, 0xCC, 0xCD]])
    expected += entry("#001009", [[0, 0, 0, 0], [0x3D, 0x80, 0x80, 0x81], [0x3D, 0x10, 0x90, 0x91]])
    #expect(SwatchOutput.ase.bytes(of: palette, title: "") == expected)
  }

  @Test func json() {
    let lab = palette[1].colour.oklab
    let text = String(decoding: SwatchOutput.json.bytes(of: [palette[1]], title: ""), as: UTF8.self)
    #expect(
      text == """
        {"colours":[{"hex":"#001009","rgb":[0,16,9],"oklab":[\(lab.lightness),\(lab.a),\(lab.b)],"share":0.25,"count":1}]}

        """)
  }

  @Test func theSuffixSaysWhich() throws {
    #expect(
      SwatchOutput(path: "A.GPL") == .gpl && SwatchOutput(path: "x.png") == nil && SwatchOutput(path: "css") == nil)
    let folder = TemporaryFolder()
    try SwatchOutput.css.write(palette, title: "", to: folder.path + "/x.css")
    #expect(folder.contents() == ["x.css"])
  }
}
