import Testing

@testable import Reports

/// Names in charts stand where they can be read.
@Suite struct ChartTests {
  /// Figures at the ends of a long bar are within it; those of a short one stand together, on the side where there is room.
  @Test func figuresOfABarNeitherOverprintNorLeaveTheChart() {
    func anchors(_ low: Double, _ high: Double, _ texts: (String, String) = ("1", "2")) -> [String] {
      let text = RangeLabels((low, texts.0), (high, texts.1)).markup.text
      return text.split(separator: "<text x=\"").map { piece in
        let figure = piece.split(separator: ">")[1].split(separator: "<")[0]
        let anchor = piece.split(separator: "text-anchor=\"")[1].split(separator: "\"")[0]
        return "\(piece.split(separator: "\"")[0]) \(anchor) \(figure)"
      }
    }
    #expect(anchors(0.1, 0.9) == ["10% start 1", "90% end 2"])
    #expect(anchors(0.4, 0.6) == ["50% middle 1 – 2"])
    #expect(anchors(0.1, 0.2) == ["10% start 1 – 2"])
    #expect(anchors(0.75, 0.9) == ["90% end 1 – 2"])
    #expect(anchors(0.5, 0.5, ("3", "3")) == ["50% middle 3"])
  }

  /// A knee one of a hundred updates behind the start has no room under the axis; its label says where it is.
  @Test func aKneeAtTheStartIsNamedBesideIt() {
    func chart(knee: Int) -> String {
      let points = (0...100).map { update in
        LineChart.Point(
          name: update == 0 ? "start" : "\(update)", place: Double(update),
          value: update < knee ? 9 : 0,
          text: "v\(update)")
      }
      return LineChart(title: "t", description: "d", points: points, range: 0...9, falls: true).markup.text
    }
    let near = chart(knee: 1)
    #expect(near.contains(">v1 after 1</text>") && !near.contains(">1</text>"))
    let far = chart(knee: 40)
    #expect(far.contains(">v40</text>") && far.contains(">40</text>"))
  }

  /// The first point and the last lie near the edges: a long number beside them grows to the middle.
  @Test func longNumbersStayWithinTheChart() {
    func labels(_ text: String) -> [Substring] {
      let points = [0, 1].map { LineChart.Point(name: "n", place: Double($0), value: Double($0), text: text) }
      let chart = LineChart(title: "t", description: "d", points: points, range: 0...1, falls: true)
      return chart.markup.text.split(separator: "<text class=\"v end\"").dropFirst()
        .map { $0[..<($0.firstIndex(of: ">") ?? $0.endIndex)] }
    }
    let long = labels("8 322 232")
    #expect(long.count == 2 && long[0].hasSuffix(" dx=\"-14\"") && long[1].hasSuffix(" dx=\"14\" text-anchor=\"end\""))
    #expect(labels("0.25").allSatisfy { $0.hasSuffix(" text-anchor=\"middle\"") })
  }

  /// Above its end the first curve would meet the other, which comes down there: its name stands below. Where both end side by
  /// side, one is above and one below; where they end at one point, they share a line.
  @Test func namesOfCurvesDoNotLieOnCurves() throws {
    func heights(_ curves: [[SIMD2<Double>]]) throws -> [Double] {
      let chart = try #require(
        CurvesChart(curves.enumerated().map { .init(name: "c\($0)", points: $1) }, description: "d"))
      return try chart.markup.text.split(separator: "<text class=\"v end\"").dropFirst().map { text in
        let start = try #require(text.firstRange(of: " y=\"")).upperBound
        return try #require(Double(text[start...].prefix { $0 != "%" }))
      }
    }
    // Values 10 and 0 lie at 6 % and 73 % of the height.
    let apart = try heights([[SIMD2(0, 10), SIMD2(25, 0)], [SIMD2(0, 10), SIMD2(26, 0.3), SIMD2(100, 0.3)]])
    #expect(apart.count == 2 && (60...64).contains(apart[0]) && apart[1] > 78, "\(apart)")
    let together = try heights([
      [SIMD2(0, 10), SIMD2(50, 0.3), SIMD2(100, 0.3)], [SIMD2(0, 9), SIMD2(50, 0), SIMD2(100, 0)],
    ])
    #expect(together.count == 2 && together[0] < 66 && together[1] > 78, "\(together)")
    let same = try heights([[SIMD2(0, 10), SIMD2(100, 0)], [SIMD2(0, 9), SIMD2(100, 0)]])
    #expect(same.count == 1)
  }
}
