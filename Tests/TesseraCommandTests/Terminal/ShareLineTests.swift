import Testing

@testable import TesseraCommand

@Suite struct ShareLineTests {
  /// A quarter in 3 seconds: 9 are left.
  @Test func theLineSaysHowMuchIsDoneAndHowLongTheRestTakes() {
    #expect(
      ShareLine.text(0.25, "fit k = 7", seconds: 3, columns: 80)
        == "[#####...............]  25 %  fit k = 7  about 9 s left")
  }

  @Test func ofWorkWithoutAKnownEndTheBytesAreSaid() {
    #expect(ShareLine.text(byteCount: 12_345_678, "read -", columns: 80) == "read -  12.3 MB so far")
    #expect(ShareLine.text(byteCount: 12_345_678, "read standard input", columns: 31).count == 30)
  }

  @Test func nothingIsSaidOfTimeBeforeItCanBeTold() {
    let start = "[....................]  0 %  silhouettes"
    #expect(ShareLine.text(0, "silhouettes", seconds: 9, columns: 80) == start)
    #expect(ShareLine.text(0.5, "stability", seconds: 0.5, columns: 80).hasSuffix("50 %  stability"))
    #expect(ShareLine.text(0, "silhouettes", seconds: 9, columns: 31) == String(start.prefix(30)))
  }
}
