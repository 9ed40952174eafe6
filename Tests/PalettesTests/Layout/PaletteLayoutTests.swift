import Palettes
import Testing

@Suite struct PaletteLayoutTests {
  private func options(_ grouping: PaletteOptions.Grouping, vector: Int = 1, bits: Int = 4) -> PaletteOptions {
    var options = PaletteOptions(bits: bits)
    (options.grouping, options.vectorLength) = (grouping, vector)
    return options
  }

  @Test func groupsAreBoxes() throws {
    let cases: [(PaletteOptions.Grouping, [Int])] = [
      (.tensor, [1, 1, 1]), (.channel, [6, 1, 1]), (.size(1), [6, 4, 5]), (.size(5), [6, 4, 1]),
      (.size(10), [6, 2, 1]),
      (.size(20), [6, 1, 1]), (.size(40), [3, 1, 1]), (.size(60), [2, 1, 1]), (.size(120), [1, 1, 1]),
    ]
    for (grouping, groups) in cases {
      let layout = try PaletteLayout([6, 4, 5], options(grouping))
      #expect(layout.groups == groups, "\(grouping)")
      #expect(layout.tableShape == groups + [16, 1])
      #expect(layout.weightsPerGroup * layout.groupCount == 120 && layout.indexByteCount == 60)
    }
  }

  @Test func sizesThatAreNoBoxesAreRefused() {
    for size in [2, 3, 7, 15, 30, 80, 240] {
      #expect(throws: PaletteLayout.Hindrance.groupSize(size)) {
        try PaletteLayout([6, 4, 5], options(.size(size)))
      }
    }
    #expect(throws: PaletteLayout.Hindrance.noWeights) { try PaletteLayout([], options(.tensor)) }
    #expect(throws: PaletteLayout.Hindrance.noWeights) { try PaletteLayout([3, 0], options(.channel)) }
    #expect(throws: PaletteLayout.Hindrance.noWeights) { try PaletteLayout([1 << 40, 1 << 30], options(.channel)) }
  }

  @Test func vectorsDivideTheInputAxis() throws {
    let layout = try PaletteLayout([6, 4, 5], options(.size(10), vector: 2, bits: 3))
    #expect(layout.axis == 1 && layout.codeCount == 60 && layout.codesPerGroup == 5)
    #expect(layout.tableShape == [6, 2, 1, 8, 2] && layout.indexByteCount == 23)
    #expect(layout.bitsPerWeight(.float16) == Double(8 * (23 + 6 * 2 * 8 * 2 * 2)) / 120)
    #expect(try PaletteLayout([8], options(.tensor, vector: 4)).axis == 0)
    for (grouping, vector) in [(PaletteOptions.Grouping.tensor, 3), (.size(5), 2), (.size(20), 8)] {
      #expect(throws: PaletteLayout.Hindrance.vectorLength(vector)) {
        try PaletteLayout([6, 4, 5], options(grouping, vector: vector))
      }
    }
  }
}
