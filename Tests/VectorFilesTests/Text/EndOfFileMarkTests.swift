import Matrices
import Testing
import VectorFiles

/// The byte 0x1A (Ctrl-Z) behind the last line of a text of DOS.
struct EndOfFileMarkTests {
  private static let texts = [
    "a,b\n1,2\n3,9\n", "1\n3\n5\n", "@relation r\n@attribute a numeric\n@data\n1\n3\n", "{\"a\":1}\n{\"a\":3}\n",
    "+1 1:0.5 3:2\n-1 2:3\n",
  ]

  @Test(arguments: texts, ["\u{1A}", "\u{1A}\u{1A}\u{1A}", "\u{1A}\r\n", "\n\u{1A}\n\u{1A}"])
  func whatFollowsTheTextIsNoRow(text: String, mark: String) throws {
    let (plain, marked) = (try read(text), try read(text + mark))
    #expect(marked.points == plain.points && marked.notes == plain.notes)
    #expect(try read(text.dropLast() + mark).points == plain.points)
  }

  @Test func itEndsUTF16Too() throws {
    let text = "a,b\n1,2\n3,9\n\u{1A}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try read([0xFF, 0xFE] + text).points == .double([[1, 2], [3, 9]]))
  }

  @Test func withinTheTextItIsAsAnyOther() {
    let error = failure { () throws(VectorFileError) in try read("1,2\n3,\u{1A}\n5,6\n") }
    #expect(error?.location == .line(2, column: 2))
  }

  @Test func aTextOfMarksHasNoRows() {
    let error = failure { () throws(VectorFileError) in try read("\u{1A}\u{1A}\n") }
    #expect(error?.problem == "the file has no rows of numbers")
  }
}
