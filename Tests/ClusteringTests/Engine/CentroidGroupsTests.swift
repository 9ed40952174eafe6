import Matrices
import TesseraKernels
import Testing

@testable import Clustering

struct CentroidGroupsTests {
  private let parallel = ParallelRows(threads: 1)

  private func points() throws -> ScaledPoints<Double> {
    try ScaledPoints(Matrix(rows: 3, columns: 1, elements: [0, 1, 5]), weights: nil)
  }

  @Test func groupsAreMadeAfterTheFifthUpdateAndAnewAfterTheEighth() throws {
    let points = try points()
    var groups = CentroidGroups(clusterCount: 40)
    // Every other centroid moves fast, and from the fifth update on the last ones do.
    let alternating = (0..<40).map { $0 % 2 == 0 ? Float(1) : 0.001 }
    let late = (0..<40).map { $0 < 32 ? Float(0.001) : 1 }
    for _ in 0..<4 {
      groups.loosen(by: alternating, isReset: false, points, in: parallel)
      #expect(groups.made == nil)
    }
    groups.loosen(by: alternating, isReset: false, points, in: parallel)
    let first = try #require(groups.made)
    // 32 of 40 make the first group: all slow ones, and the slots that are left.
    #expect(first.panels.count == 2)
    #expect((0..<40).filter { $0 % 2 == 1 && first.panels.group(of: $0) != 0 } == [])
    for _ in 6..<8 { groups.loosen(by: late, isReset: false, points, in: parallel) }
    #expect((0..<40).map { groups.made?.panels.group(of: $0) } == (0..<40).map { first.panels.group(of: $0) })
    groups.loosen(by: late, isReset: false, points, in: parallel)
    let second = try #require(groups.made)
    #expect((0..<40).filter { second.panels.group(of: $0) == 1 } == [Int](32..<40))
    #expect(second.bounds === first.bounds)
  }

  @Test func upToThirtyTwoCentroidsAreOneGroup() {
    #expect(!CentroidGroups.areSeveral(clusterCount: 32))
    #expect(CentroidGroups.areSeveral(clusterCount: 33))
    #expect(PanelGroups(count: 1000).count == 1)
    let order = (0..<Int32(1000)).reversed().map { $0 }
    #expect(PanelGroups(order: order).count == 16)
    #expect(PanelGroups(order: order).group(of: 999) == 0)
    #expect(PanelGroups(order: order).group(of: 0) == 15)
  }
}
