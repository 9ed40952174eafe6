import Testing

@testable import Pictures

@Suite struct TurnedTests {
  /// Letters a b c in the first row and d e f in the second, by the eight orientations of Exif.
  @Test(arguments: [
    (1, 3, "abcdef"), (2, 3, "cbafed"), (3, 3, "fedcba"), (4, 3, "defabc"), (5, 2, "adbecf"), (6, 2, "daebfc"),
    (7, 2, "fcebda"), (8, 2, "cfbead"),
  ])
  func everyOrientation(_ orientation: Int, _ width: Int, _ letters: String) {
    let colours = "abcdef".utf8.map { [$0, 0, 1] }
    let turned = picture(colours, width: 3).turned(orientation)
    #expect(turned == picture(letters.utf8.map { [$0, 0, 1] }, width: width))
  }
}
