import Matrices
import Testing

@testable import Reports

@Suite struct MixtureMapTests {
  @Test func aRowBelongsToItsLargestShare() {
    var rows = SharedRows(components: 3)
    rows.append([0.2, 0.5, 0.3])
    rows.append([0.4, 0.4, 0.2])
    rows.append([0, 0, 1])
    #expect(rows.labels == [1, 0, 2] && rows.shares == [0.5, 0.4, 1])
    #expect(rows.rivals == [2, 1, 0] && rows.rivalShares == [0.3, 0.4, 0])
    #expect(rows.counts == [1, 1, 1])
    // A share at a bound is not below it.
    #expect(rows.counts(below: [0.4, 0.5, 0.9]) == [0, 1, 1, 1])
    #expect(rows.leastCertain(2) == [1, 0])
  }

  @Test func ofOneComponentThereIsNoNext() {
    var rows = SharedRows(components: 1)
    rows.append([1])
    #expect(rows.labels == [0] && rows.rivals == [0] && rows.rivalShares == [0])
  }

  private func map(_ points: [[Double]], _ covariance: [[Double]], mean: [Double], shares: [Double] = [1]) -> String {
    var rows = SharedRows(components: 1)
    for row in points.indices { rows.append([shares[row % shares.count]]) }
    return MixtureMap(
      .double(Matrix(points)), weights: nil, rows, means: Matrix([mean]), covariance: { _ in Matrix(covariance) },
      headings: (0..<mean.count).map { "x\($0)" }, threads: 1, names: { _ in [3: "<b>"] }
    ).markup.text
  }

  /// The map is 12.65 units wide and 11 high.
  @Test func aCircleIsBentByTheCovariance() {
    let text = map([[0, 0], [10, 0], [0, 10], [10, 10]], [[4, 2], [2, 2]], mean: [5, 5])
    // The factor of the covariance: (2, 0), (1, 1).
    #expect(text.contains("r=\"1\" transform=\"matrix(158.10 -90.91 0 -90.91 500 500)\""))
    #expect(text.contains("class=\"c0 far\" r=\"2\""))
    #expect(text.contains("↑ x1") && text.contains("x0 →"))
    #expect(text.contains("&lt;b&gt;: component 0, 100%") && !text.contains("<b>"))
  }

  /// Data that are taller than wide lie on their side, and their ellipses with them.
  @Test func tallDataAreTurned() {
    let text = map([[0, 0], [1, 0], [0, 10], [1, 10]], [[1, 0], [0, 4]], mean: [0.5, 5])
    // 11 units wide; a third as high.
    #expect(text.contains("matrix(181.82 0 0 -290.91 500 500)"))
    #expect(text.contains("↑ x0") && text.contains("x1 →"))
  }

  /// A mean beyond the map: its number has no mark between thousands.
  @Test func ellipsesBeyondTheMapAreWellFormed() {
    let text = map([[0, 0], [10, 0], [0, 10], [10, 10]], [[4, 0], [0, 1]], mean: [150, 5])
    #expect(text.contains("matrix(158.10 0 0 -90.91 11962.45 500)"))
  }

  @Test func rowsThatBelongNowhereHaveARing() {
    let text = map([[0, 0], [10, 0], [0, 10], [10, 10]], [[1, 0], [0, 1]], mean: [5, 5], shares: [0.59, 0.6])
    #expect(text.split(separator: "r=\"7.5\"").count == 3)
  }

  /// Three columns: the ellipse is the shadow of the covariance on the plane of the two that vary most.
  @Test func ellipsesLieOnThePlaneOfTheMap() {
    var points: [[Double]] = []
    for x in [0.0, 20] { for y in [0.0, 10] { for z in [0.0, 1] { points.append([x, y, z]) } } }
    let text = map(points, [[4, 0, 0], [0, 1, 0], [0, 0, 100]], mean: [10, 5, 0.5])
    // Half of the data's width is 10 of 22 units.
    #expect(text.contains("matrix(90.91 0 0 -90.91 500 500)"))
    #expect(text.contains("of the variance"))
  }

  @Test func aColumnHasItsDensity() throws {
    let chart = DensityChart(
      heading: "depth_m", range: 0...4, bars: [0.1, 0.4, 0.4, 0.1], curves: [[0.1, 0.4, 0.1], [0.1, 0.2, 0]],
      description: "words")
    let text = try #require(chart).markup.text
    #expect(text.contains("depth, m →") && text.split(separator: "<rect").count == 5)
    // The highest bar is four fifths of the chart.
    #expect(text.contains("x=\"25%\" width=\"23.5%\" y=\"6%\" height=\"80%\""))
    #expect(text.contains("class=\"ln c0\"") && text.contains("aria-label=\"words\""))
    #expect(
      DensityChart(heading: "x", range: 1...1, bars: [1], curves: [], description: "") == nil)
    #expect(
      DensityChart(heading: "x", range: 0...1, bars: [.infinity], curves: [], description: "") == nil)
  }
}
