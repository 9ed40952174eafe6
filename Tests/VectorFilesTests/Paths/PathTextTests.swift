import CLibrary
import Matrices
import Testing

@testable import VectorFiles

/// Names are bytes, and what is shown of them stays on its line.
struct PathTextTests {
  @Test func textThatIsUTF8StaysAsItIs() {
    for name in ["", "points.npy", "é", "e\u{301}", "日本/😀", "a\nb"] {
      #expect(Array(PathText.text(of: name.utf8).utf8) == Array(name.utf8))
      #expect(PathText.bytes(of: name) == Array(name.utf8))
    }
  }

  @Test func otherBytesAreMarked() {
    #expect(PathText.text(of: [0x61, 0xE9]) == "a\u{10FFFF}\u{E9}")
    #expect(PathText.bytes(of: "a\u{10FFFF}\u{E9}b") == [0x61, 0xE9, 0x62])
    // The mark itself, cut off sequences, surrogates, too long a form.
    let names: [[UInt8]] = [
      [0xF4, 0x8F, 0xBF, 0xBF, 0xC3, 0xA9], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98, 0x2F], [0xED, 0xA0, 0x80],
      [0xC0, 0xAF], [0xFF, 0xFE],
    ]
    for name in names { #expect(PathText.bytes(of: PathText.text(of: name)) == name, "\(name)") }
  }

  @Test func everyNameComesBack() {
    var generator = TestGenerator(seed: 11)
    let pieces: [[UInt8]] = [
      [0x61], [0xC3, 0xA9], [0xF4, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98, 0x80], [0x80], [0xE9], [0xF4], [0x8F], [0xBF],
    ]
    var texts: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<3000 {
      let name = (0..<Int.random(in: 0...4, using: &generator)).flatMap { _ in
        pieces.randomElement(using: &generator) ?? []
      }
      let text = PathText.text(of: name)
      #expect(PathText.bytes(of: text) == name)
      #expect(texts.updateValue(name, forKey: Array(text.utf8)) ?? name == name)
    }
  }

  @Test func whatIsShownStaysOnItsLine() {
    #expect(PathText.shown("plain é 日本 😀 e\u{301} \\") == "plain é 日本 😀 e\u{301} \\")
    #expect(PathText.shown("a\nb\r\t\u{1B}[31m\u{7F}\u{9B}1m") == #"a\nb\r\t\x1B[31m\x7F\x9B1m"#)
    #expect(PathText.shown("\u{202E}x\u{2028}\u{200B}\u{E000}") == #"\u{202E}x\u{2028}\u{200B}\u{E000}"#)
    #expect(PathText.shown(PathText.text(of: [0x61, 0xE9, 0x2E])) == #"a\xE9."#)
    #expect(PathText.shown("\r\n") == #"\r\n"#)
  }

  @Test func filesAreOpenedAndWrittenByTheirBytes() throws {
    let folder = TemporaryFolder()
    let bytes = Array(folder.path.utf8) + [0x2F, 0x70, 0xE9]
    let path = PathText.text(of: bytes)
    try AtomicFile.write("1,2\n3,4\n", to: path)
    #expect(access(bytes.map(CChar.init(bitPattern:)) + [0], F_OK) == 0)
    #expect(try VectorFileReader().read(path).points == .double([[1, 2], [3, 4]]))
    try AtomicFile.write("1,2\n3,x\n", to: path)
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(path) }
    #expect(error?.description.hasPrefix(#"\#(folder.path)/p\xE9:2:2: “x”"#) == true)
    #expect(unlink(bytes.map(CChar.init(bitPattern:)) + [0]) == 0)
  }

  @Test func errorsAreOneLine() {
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read("none\n\u{1B}[2J") }
    #expect(error?.description.hasPrefix(#"none\n\x1B[2J: "#) == true)
  }

  @Test func aFileIsTheSameHoweverItIsSpelled() throws {
    let folder = TemporaryFolder()
    let path = folder.file("x", "1")
    #expect(link(path, folder.path + "/hard") == 0 && symlink("x", folder.path + "/soft") == 0)
    #expect(symlink("new", folder.path + "/dangling") == 0)
    let file = try #require(FileIdentity(of: path))
    for name in ["hard", "soft", "./x", "../\(folder.path.split(separator: "/").last ?? "")/x"] {
      #expect(FileIdentity(of: folder.path + "/" + name) == file, "\(name)")
    }
    let new = try #require(FileIdentity(of: folder.path + "/new"))
    #expect(FileIdentity(of: folder.path + "/./new") == new)
    #expect(FileIdentity(of: folder.path + "/dangling") == new)
    // Two spellings of é are two files.
    #expect(FileIdentity(of: folder.path + "/\u{E9}") != FileIdentity(of: folder.path + "/e\u{301}"))
    #expect(FileIdentity(of: folder.path + "/none/x") == nil && FileIdentity(of: "/dev/null") == nil)
  }
}
