import TesseraKernels
import Testing

@testable import Clustering

/// Rows that are looked at now and then, whatever moved in between.
struct LazyRowBoundsTests {
  /// Cluster 0 moved by 3, cluster 1 by 1: rows of 0 lose 1 of their bound, those of 1 and 2 lose 3.
  @Test func aRowLosesTheLargestDriftOfTheOthers() {
    let region = region(clusterCount: 3, bounds: [3.5, 3.5, 3.5])
    region.loosen(by: [3, 1, 0])
    #expect(standing(region, distances: [2.4, 0.4, 0.4]) == [true, true, true])
    #expect(standing(region, distances: [2.6, 0.6, 0.6]) == [false, false, false])
  }

  @Test func driftsAddUp() {
    let region = region(clusterCount: 3, bounds: [3.5, 3.5, 3.5])
    region.loosen(by: [1, 0, 0])
    region.loosen(by: [0, 1, 0])
    // 1 since the last visit of row 0, whose bound is known anew.
    region.set(0, label: 0, lower: 3.5)
    region.loosen(by: [0, 1, 0])
    #expect(standing(region, distances: [2.4, 2.4, 0.4]) == [true, true, true])
    #expect(standing(region, distances: [2.6, 2.6, 0.6]) == [false, false, false])
  }

  /// A thousand drifts of a quarter of the last digit: rounded to nearest, the sum would never move.
  @Test func smallDriftsAfterALargeOneAreNotLost() {
    let region = region(clusterCount: 2, bounds: [1 + 0x1p-45, .infinity])
    region.loosen(by: [0, 1])
    for _ in 0..<1000 { region.loosen(by: [0, 0x1p-54]) }
    #expect(standing(region, distances: [0, 0])[0] == false)
  }

  /// One row per cluster.
  private func region(clusterCount: Int, bounds: [Double]) -> LazyRowBounds {
    let region = LazyRowBounds(rows: clusterCount, clusterCount: clusterCount, errors: ErrorBounds(dimensions: 1))
    for row in 0..<clusterCount { region.set(row, label: Int32(row), lower: bounds[row]) }
    return region
  }

  private func standing(_ region: LazyRowBounds, distances: [Double]) -> [Bool] {
    var open = [Int](repeating: -1, count: distances.count)
    let rows = distances.indices.map { Int32($0) }
    let count = region.open(
      rows, labels: rows, squares: distances.map { $0 * $0 }, count: rows.count, into: &open)
    return rows.indices.map { !open[..<count].contains($0) }
  }
}
