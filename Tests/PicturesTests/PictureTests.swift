import Pictures
import Testing

@Suite struct PictureTests {
  @Test func alphaBelow255IsTransparency() {
    #expect(Picture(width: 1, height: 2, pixels: [1, 2, 3, 255, 4, 5, 6, 254]).hasTransparency)
    #expect(!Picture(width: 2, height: 1, pixels: [1, 2, 3, 255, 4, 5, 6, 255]).hasTransparency)
  }
}
