import Testing

@testable import Tessera

/// The model on paper, by hand.
struct FitEstimateTests {
  @Test func costsAreASumOfFiveTerms() {
    let costs = FitCosts(product: 1, root: 10, rows: 100, centroids: 0.5, fixed: 7)
    let seconds = costs.seconds(rows: 2, dimensions: 3, clusters: 16)
    #expect(seconds.rows == 2 * 3 * (16 + 40 + 100) && seconds.centroids == 0.5 * 48 + 7)
  }

  private static func estimate(ranks: Int, processors: Int = 4, clusters: Int = 10_000) -> FitEstimate {
    var size = FitSize(rows: 1e8, dimensions: 100, clusterCount: clusters)
    (size.ranks, size.iterations) = (ranks, 30)
    return FitEstimate(size, on: FitMachine(processors: processors))
  }

  @Test func oneRankSendsNothing() {
    let estimate = Self.estimate(ranks: 1)
    #expect(estimate.flat.update.network == 0 && estimate.flat.updateBytes == 0 && estimate.hierarchical.exchange == 0)
    #expect(estimate.flat.read == 1e8 * 100 * 4 / 2e9)
    // Rows, 32 + 12 + 100 bytes for each, 53 per element of the centroids, the program.
    #expect(estimate.flat.memoryBytes == 1e8 * (400 + 144) + 53 * 1e6 + 15e6)
  }

  @Test func ranksShareTheRowsAndSendSums() {
    let (one, ten) = (Self.estimate(ranks: 1).flat, Self.estimate(ranks: 10).flat)
    let centroids = FitCosts.update.centroids * 1e6 + FitCosts.update.fixed
    #expect(abs((ten.update.compute - centroids) * 10 / (one.update.compute - centroids) - 1) < 1e-12)
    // A ring: nine tenths of all sums of 16 bytes, there and back.
    #expect(abs(ten.updateBytes / (16 * 10_000 * 102 * 2 * 0.9) - 1) < 1e-12)
    #expect(ten.update.network == ten.updateBytes / 1.25e9)
    #expect(ten.seconds == ten.read + ten.start.seconds + 30 * ten.update.seconds)
  }

  @Test func aTreeComparesWithTheRootOfAllCentroids() {
    let estimate = Self.estimate(ranks: 10)
    // As a fit of all rows in a hundred clusters, whose centroids ten ranks share.
    let root = Self.estimate(ranks: 10, clusters: 100).flat
    #expect(abs(estimate.hierarchical.update.compute / root.update.compute - 1) < 0.01)
    #expect(estimate.hierarchical.update.network == 0 && estimate.hierarchical.exchange > 0)
    #expect(estimate.hierarchical.seconds < estimate.flat.seconds)
  }

  @Test func fasterProcessorsTakeLess() {
    var machine = FitMachine(processors: 1)
    let size = FitSize(rows: 1e6, dimensions: 10, clusterCount: 100)
    let slow = FitEstimate(size, on: machine)
    machine.speed = 2
    let fast = FitEstimate(size, on: machine)
    #expect(abs(fast.flat.update.compute * 2 / slow.flat.update.compute - 1) < 1e-12)
    #expect(fast.flat.read == slow.flat.read)
  }
}
