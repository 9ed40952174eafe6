import TesseraKernels
import Testing

@testable import Clustering

/// Bounds of rows after a drift, and of groups: sums and differences in Float, rounded outward.
struct LooseningBoundTests {
  @Test(arguments: Kernels.all.indices)
  func loosenedBoundsAreOutsideOfTheExpansions(_ table: Int) {
    var generator = SeededGenerator(seed: 11)
    let count = 2000
    let scales: [Float] = [1, 0x1p-20, 0x1p30, 0x1p-130, 0x1p-149, 0x1p60]
    func drawn() -> Float { Float(generator.signedUnit().magnitude) * scales.drawn(&generator) }
    let labels = (0..<count).map { Int32($0 % 3) }
    let (upper, lower) = ((0..<count).map { _ in drawn() }, (0..<count).map { _ in drawn() })
    for _ in 0..<4 {
      let distances = (0..<3).map { _ in Double(drawn()) }
      let drift = CentroidDrift(distances: distances, moverCount: 1)
      let (newUpper, newLower) = loosened(labels, upper, lower, drift, Kernels.all[table])
      var largest = (upper: 0.0, lower: 0.0)
      for row in 0..<count {
        let moved = Double(drift.distances[Int(labels[row])])
        let other = Double((0..<3).filter { $0 != Int(labels[row]) }.map { drift.distances[$0] }.max() ?? 0)
        var above = Expansion()
        above.add(Double(newUpper[row]))
        above.add(-Double(upper[row]))
        above.add(-moved)
        var below = Expansion()
        below.add(Double(lower[row]))
        below.add(-other)
        below.add(-Double(newLower[row]))
        // Subnormal bounds prove nothing: they may lose a few quanta.
        if newUpper[row] >= 0x1p-100 { #expect(above.sign >= 0, "row \(row)") }
        if newLower[row] >= 0x1p-100 { #expect(below.sign >= 0, "row \(row)") }
        // Nor are they much farther out than they have to be.
        largest.upper = max(largest.upper, above.value / Double(newUpper[row]))
        if newLower[row] > 0x1p-100 { largest.lower = max(largest.lower, below.value / Double(newLower[row])) }
      }
      #expect(largest.upper < 0x1p-21 && largest.lower < 0x1p-21)
    }
  }

  private func loosened(
    _ labels: [Int32], _ upper: [Float], _ lower: [Float], _ drift: CentroidDrift, _ kernels: Kernels
  ) -> (upper: [Float], lower: [Float]) {
    var (labels, upper, lower) = (labels, upper, lower)
    let count = labels.count
    var (open, challenged) = ([Int32](repeating: 0, count: count + 1), [Int32](repeating: 0, count: count + 1))
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: 16 * count + 128, alignment: 64)
    defer { scratch.deallocate() }
    let errors = ErrorBounds(dimensions: 1)
    labels.withUnsafeMutableBufferPointer { labels in
      upper.withUnsafeMutableBufferPointer { upper in
        lower.withUnsafeMutableBufferPointer { lower in
          // A gap at which every row is doubtful: the bounds of challenged rows are replaced, so there are no movers.
          let state = RowBounds(
            labels: labels.baseAddress!, upper: upper.baseAddress!, lower: lower.baseAddress!, gap: errors.gap)
          let still = CentroidDrift(distances: drift.distances.map { Double($0.nextDown) }, moverCount: 0)
          _ = still.withView { drift in
            [0.0, 0, 0].withUnsafeBufferPointer { elements in
              kernels.select(
                [Double](repeating: 0, count: count), rowStride: 1, state: state, drift: drift,
                centroids: ExactCentroids(
                  elements: elements.baseAddress!, count: 3, dimensions: 1, above: errors.above, below: errors.below),
                rows: 0..<count, tightens: false, scratch: scratch, open: &open, challenged: &challenged)
            }
          }
        }
      }
    }
    return (upper, lower)
  }

  /// Two bounds in Float that `gap` tells apart belong to canonical distances in the same order.
  @Test func boundsThatAreApartHaveDistancesThatAreApart() {
    for d in [1, 8, 100, 65536] {
      let errors = ErrorBounds(dimensions: d)
      // The largest D of a distance at most u, and the smallest of one at least u * gap.
      let (nearer, farther) = (1 + errors.squaredDistance, 1 - errors.squaredDistance)
      for upper in [Float(1), 1.7, 0x1.fffffep0] {
        let lower = (upper * errors.gap).nextUp
        #expect(Double(lower) * Double(lower) * farther > Double(upper) * Double(upper) * nearer, "\(d) dimensions")
      }
    }
  }

  /// A centroid of another group comes nearer than the row's own by the last digits of its drift.
  @Test(arguments: Kernels.all.indices.filter { Kernels.all[$0].hasShortCentroids })
  func groupsAreVisitedWhenTheirDriftMayMatter(_ table: Int) {
    let kernels = Kernels.all[table]
    let share = (0..<40).map { trial in tightness { groupsHold(kernels, share: $0, trial) } }
    #expect(share.allSatisfy { $0 < 1 })
    report("drift of a group", kernels, share.max() ?? 0)
    #expect((share.max() ?? 0) > 0.9)
  }

  /// - Parameter share: of the drift that the bounds are told.
  private func groupsHold(_ kernels: Kernels, share: Double, _ trial: Int) -> Bool {
    let (d, count) = (16, 64)
    // The row at the origin has the first centroid; those of the second group are on the other side, one of them near.
    let (own, distance, drift) = (3 + 0.01 * Double(trial), 9.0, 6 - 0.01 * Double(trial) + 1e-4)
    func centroids(moved: Double) -> [[Double]] {
      (0..<count).map { index in
        (0..<d).map { column in
          guard column == 0 else { return 0 }
          return index == 0
            ? -own : index < 32 ? -20 - Double(index) : index == 32 ? distance - moved : 20 + Double(index)
        }
      }
    }
    let row = Array(repeating: 0.0, count: d)
    let groups = PanelGroups(order: (0..<Int32(count)).map { $0 })
    let (memory, bounds) = (FoundMemory(1), GroupBounds(rows: 1))
    bounds.reset(reach: 90, in: ParallelRows(threads: 1))
    for moved in [0, drift] {
      let trial = BoundTrial<Double>(rows: [row], centroids: centroids(moved: moved))
      let distances = (0..<count).map { $0 == 32 ? Float(moved * share).nextUp : 0 }
      bounds.loosen(by: distances, of: groups)
      guard trial.short(kernels, rowReach: 90, groups, bounds, memory) else { return false }
    }
    return true
  }
}

extension BoundTrial {
  fileprivate func short(
    _ kernels: Kernels, rowReach: Double, _ groups: PanelGroups, _ groupBounds: GroupBounds, _ memory: FoundMemory
  ) -> Bool {
    var copy = ShortCentroids(shift: shift)
    copy.update(
      elements, groups: groups, rowReach: rowReach, kernels: kernels, parallel: single, error: bounds.shortReach)
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.shortScratchBytes(count: centroids.count, dimensions: dimensions), alignment: 64)
    defer { scratch.deallocate() }
    _ = copy.withView { view in
      groupBounds.withView { groups in
        withExact {
          kernels.shortAssign(
            points, rowStride: dimensions, centroids: view, groups: groups, exact: $0, rows: list, count: rows.count,
            scratch: scratch, gap: bounds.gap, found: memory.found)
        }
      }
    }
    return isTrue(memory)
  }
}
