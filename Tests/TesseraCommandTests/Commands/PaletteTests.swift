import Foundation
import TesseraTestSupport
import Testing

/// `tessera palette`.
@Suite struct PaletteTests {
  /// Reds of 10 and 30, blues of 100 and 104.
  private static func write(_ tool: Tool) throws {
    let pixels: [UInt8] = [10, 0, 0, 30, 0, 0, 0, 0, 100, 0, 0, 104]
    try Data(Array("P6 2 2 255\n".utf8) + pixels).write(to: tool.folder.appending(path: "p.ppm"))
  }

  @Test func theReportHasThePalette() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let finished = try tool.run(
        "palette", "p.ppm", "-k", "2", "--space", "srgb", "-o", "q.ppm", "--swatches", "c.gpl", "--swatches", "c.css",
        "--json")
      #expect(finished.exitCode == 0 && finished.errors == "", "\(finished.errors)")
      try Snapshot(name: "keys-palette.txt").expect(try JSONOutline(finished.output).text)
      let json = finished.json
      #expect(json["schema"] as? String == "tessera.palette/1" && json["inertia"] as? Double == 208)
      let palette = try #require(json["palette"] as? [[String: Any]])
      #expect(palette.map { $0["hex"] as? String } == ["#000066", "#140000"])
      #expect(
        try tool.bytes(of: "q.ppm") == Data(Array("P6\n2 2\n255\n".utf8) + [20, 0, 0, 20, 0, 0, 0, 0, 102, 0, 0, 102]))
      #expect(try tool.text("c.css") == ":root {\n  --colour-1: #000066;\n  --colour-2: #140000;\n}\n")
      #expect(try tool.text("c.gpl").contains("Name: p.ppm\n"))
      #expect(try tool.files == ["c.css", "c.gpl", "p.ppm", "q.ppm"])
    }
  }

  @Test func theTextIsATable() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let text = try tool.run("palette", "p.ppm", "-k", "2", "--space", "srgb", "-o", "q.ppm")
      #expect(
        text.output == """
          p.ppm: Netpbm, 2 x 2 pixels, 4 colours
          2 colours by k-means in sRGB, seed 0, after 1 update
          error 7.2111 (root mean square in sRGB), 35.74 dB (PSNR in sRGB)

          colour    share       L        a        b
          #000066  50.00%  0.2307  -0.0166  -0.1590
          #140000  50.00%  0.1201   0.0430   0.0241

          wrote q.ppm

          """, "\(text.output)")
      let exact = try tool.run("palette", "p.ppm", "-k", "9")
      #expect(
        exact.output.contains(
          "4 colours, as many as the picture has\nnothing is lost: every pixel has its own colour\n"))
    }
  }

  /// A page has both pictures within it, and may load none.
  @Test func thePageShowsBothPictures() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      #expect(try tool.run("palette", "p.ppm", "-k", "2", "--report", "page.html").exitCode == 0)
      let page = try tool.text("page.html")
      #expect(page.components(separatedBy: "<img src=\"data:image/png;base64,iVBORw0KGgo").count == 3)
      #expect(page.contains("default-src 'none'; img-src data:;") && page.contains("tessera palette p.ppm -k 2"))
      let before = try #require(page.range(of: "base64,"))
      let code = page[before.upperBound...].prefix { $0 != "\"" }
      let png = try #require(Data(base64Encoded: String(code)))
      try png.write(to: tool.folder.appending(path: "again.png"))
      let again = try tool.run("palette", "again.png", "-k", "4", "--json").json
      #expect((again["data"] as? [String: Any])?["uniqueColours"] as? Int == 4)
    }
  }

  @Test func swatchesAreForTerminals() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      // `script` has a terminal.
      let script = #"script -qec "$TESSERA palette p.ppm -k 9" /dev/null | tr -d '\r'"#
      let coloured = try tool.shell("unset NO_COLOR; TERM=xterm " + script)
      #expect(coloured.output.contains("\u{1B}[48;2;10;0;0m    \u{1B}[0m  #0a0000  25.00%"), "\(coloured.output)")
      #expect(!(try tool.shell("export NO_COLOR=1; TERM=xterm " + script)).output.contains("\u{1B}"))
      #expect(!(try tool.run("palette", "p.ppm", "-k", "9")).output.contains("\u{1B}"))
    }
  }

  @Test(arguments: [
    (["p.ppm", "-k", "0"], 64, "-k lies in 1 ... 256."), (["p.ppm", "-k", "257"], 64, "-k lies in 1 ... 256."),
    (["p.ppm", "-k", "2", "-o", "q.gif"], 64, "The name of the picture ends in .png, .ppm or .pam: q.gif."),
    (
      ["p.ppm", "-k", "2", "--swatches", "c.txt"], 64,
      "The name of the colours ends in .gpl, .ase, .css or .json: c.txt."
    ),
    (["p.ppm", "-k", "2", "-o", "p.ppm"], 64, "p.ppm would be overwritten"),
    (["t.txt", "-k", "2"], 65, "t.txt: this is no picture that is known; save it as"),
    (["clear.pam", "-k", "2"], 65, "clear.pam: all pixels are transparent"),
    (
      ["half.pam", "-k", "2", "-o", "q.ppm"], 65,
      "q.ppm: the picture has transparency, and PPM none; write .png or .pam"
    ),
    (["nowhere.png", "-k", "2"], 66, "nowhere.png: No such file or directory"),
  ])
  func mistakesAreSaid(_ arguments: [String], _ code: Int32, _ words: String) throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      try tool.write("no picture", to: "t.txt")
      let header = "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nENDHDR\n"
      try tool.write(header + "a\0", to: "clear.pam")
      try tool.write(header + "aa", to: "half.pam")
      let before = try tool.files
      let finished = try tool.run(["palette"] + arguments)
      #expect(finished.exitCode == code && finished.errors.contains(words), "\(finished.errors)")
      #expect(try tool.files == before)
    }
  }
}
