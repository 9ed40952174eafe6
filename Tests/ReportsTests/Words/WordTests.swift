import Testing

@testable import Reports

@Suite struct WordTests {
  @Test func headingsBecomeNamesAndUnits() {
    func parts(_ heading: String) -> [String?] { [ColumnTitle(heading).name, ColumnTitle(heading).unit] }
    #expect(parts("bill_length_mm") == ["bill length", "mm"])
    #expect(parts("sepal length (cm)") == ["sepal length", "cm"])
    #expect(parts("Petal.Width") == ["Petal Width", nil])
    #expect(parts("body_mass_g") == ["body mass", "g"])
    #expect(parts("type_c") == ["type c", nil])
    #expect(parts("temperature_celsius") == ["temperature celsius", nil])
    #expect(
      parts("x0") == ["x0", nil] && parts("1.5") == ["1.5", nil] && parts("_") == ["_", nil] && parts("") == ["", nil])
    #expect(parts("m") == ["m", nil])
    #expect(ColumnTitle(String(repeating: "n", count: 50)).name.count == 32)
    #expect(parts("Spending Score (1-100)") == ["Spending Score (1-100)", nil])
    #expect(ColumnTitle("bill_length_mm").with("41.4") == "41.4\u{A0}mm")
  }

  private func column(_ index: Int, _ score: Double) -> ClusterProfile.Column {
    .init(index: index, mean: 0, low: 0, high: 0, score: score)
  }

  /// Penguins: the farthest first, three at most, adjectives of one noun together.
  @Test func profilesAreWords() {
    let titles = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "income"].map {
      ColumnTitle($0)
    }
    func words(_ scores: [Double]) -> [String] {
      ClusterProfile(columns: scores.enumerated().map { column($0.offset, $0.element) }).words(titles)
    }
    #expect(words([0.66, 0.84, -0.3, -0.4, 0]) == ["deep and long bill"])
    #expect(words([0.65, -1.1, 1.15, 1.09, 0]) == ["long flipper", "shallow bill", "heavy body"])
    #expect(words([0, 0, 0, 0, -0.5]) == ["low income"])
    let plain = ["a", "b", "c"].map { ColumnTitle($0) }
    let columns = [column(0, 2), column(1, -1), column(2, 1.5)]
    #expect(ClusterProfile(columns: columns).words(plain) == ["high a and c", "low b"])
    #expect(words([0.49, -0.49, 0, 0, 0]).isEmpty)
    #expect(words([2, 2, 2, 2, 2]).joined(separator: ";") == "long and deep bill;long flipper")
  }

  @Test func axesSayWhatGrows() {
    let titles = ["a", "b", "c"].map { ColumnTitle($0) }
    #expect(AxisWords.text([0.7, -0.6, 0.2], titles) == "more a, less b")
    #expect(AxisWords.text([0.5, 0.6, 0.4], titles) == "more b, a and c")
    #expect(AxisWords.text([-1, 0, 0], titles) == "less a")
    #expect(AxisWords.text([0, 0, 0], titles) == "a mixture of all columns")
  }

  @Test func listsHaveAnAnd() {
    #expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(Prose.list) == ["", "a", "a and b", "a, b and c"])
  }
}
