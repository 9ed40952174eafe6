import TesseraTestSupport
import Testing

@testable import Pictures

@Suite struct NearestColourTests {
  @Test func ofEqualOnesTheFirst() {
    let nearest = NearestColour([
      ColourPoint(3, 0, 0), ColourPoint(1, 0, 0), ColourPoint(1, 0, 0), ColourPoint(2, 1, 0),
    ])
    #expect(nearest.code(of: ColourPoint(2, 0, 0)) == 0 && nearest.code(of: ColourPoint(1, 0, 0)) == 1)
    #expect(nearest.code(of: ColourPoint(2, 0.5, 0)) == 3)
  }

  @Test func theSearchFindsWhatComparingFinds() {
    for seed in 0..<UInt64(40) {
      var generator = TestGenerator(seed: seed)
      func point() -> ColourPoint {
        ColourPoint(Double(generator.below(8)), Double(generator.below(8)), Double(generator.below(8)))
      }
      let palette = (0..<(1 + generator.below(40))).map { _ in point() }
      let nearest = NearestColour(palette)
      for _ in 0..<50 {
        let wanted = point()
        let squares = palette.map { $0.square(to: wanted) }
        #expect(Int(nearest.code(of: wanted)) == squares.firstIndex(of: squares.min()!), "seed \(seed)")
      }
    }
  }
}
