import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// What loosened bounds prove, and whose rows have to be looked at.
struct RowBoundsTests {
  @Test(arguments: InstructionSet.available)
  func twoRowsByHand(_ set: InstructionSet) {
    // Centroids at 0 and 10 that moved by 1 and 2; rows at 1 and 4.5.
    let state = BoundsState(labels: [0, 0], upper: [1, 4.5], lower: [9, 5.5])
    let points = [1.0, 4.5]
    let selection = state.select(points, centroids: [0, 10], dimensions: 1, drift: [1, 2], movers: 0, set)
    // 1 + 1 < 9 - 2 is proved; 4.5 + 1 > 5.5 - 2, and D itself is no nearer than 4.5.
    #expect(selection.counts == RowSelection(certified: 1, rows: 1, challenged: 0))
    #expect(selection.rows == [1])
    #expect(state.upper[0] >= 2 && state.upper[0] < 2.000_01)
    #expect(state.lower[0] <= 7 && state.lower[0] > 6.999_99)
    #expect(state.upper[1] >= 4.5 && state.upper[1] < 4.500_01)
  }

  @Test(arguments: InstructionSet.available)
  func onlyMoversCanChallengeWhereTheRestIsTooFar(_ set: InstructionSet) {
    // Centroid 2 came 8 nearer; the others stay.
    let state = BoundsState(labels: [0], upper: [1], lower: [9])
    let selection = state.select(
      [1.0], centroids: [0, 10, 2], dimensions: 1, drift: [0, 0, 8.5], movers: 1, set)
    #expect(selection.counts == RowSelection(certified: 0, rows: 0, challenged: 1))
    #expect(selection.challenged == [0])
    #expect(state.lower[0] <= 9 && state.lower[0] > 8.999_99, "what holds for all but the mover")
  }

  @Test(arguments: InstructionSet.available)
  func everyRowIsCertifiedRightlyOrListedOnce(_ set: InstructionSet) throws {
    var seen = RowSelection(certified: 0, rows: 0, challenged: 0)
    for seed in UInt64(0)..<48 {
      let rows = [1, 15, 16, 17, 33, 70][Int(seed % 6)]
      let dimensions = KernelShapes.dimensions[Int(seed % 12)]
      let counts =
        seed % 2 == 0
        ? try select(KernelProblem<Double>.self, rows, dimensions, seed, set)
        : try select(KernelProblem<Float>.self, rows, dimensions, seed, set)
      seen.certified += counts.certified
      seen.rows += counts.rows
      seen.challenged += counts.challenged
    }
    #expect(seen.certified > 100 && seen.rows > 50 && seen.challenged > 20, "\(seen)")
  }

  /// Exact bounds at old centroids, loosened by the way to the new ones.
  private func select<Scalar>(
    _ type: KernelProblem<Scalar>.Type, _ rows: Int, _ dimensions: Int, _ seed: UInt64, _ set: InstructionSet
  ) throws -> RowSelection {
    let old = try KernelProblem<Scalar>(
      rows: rows, clusterCount: 17, dimensions: dimensions, kind: seed % 3 == 0 ? .arbitrary : .blobs, seed: seed)
    var generator = SeededGenerator(seed: seed, stream: 5)
    let moved = (0..<17).flatMap { cluster -> [Double] in
      let size = cluster % 9 == 0 ? 0.5 : 1e-3
      return (0..<dimensions).map { old.centroids.elements[cluster * dimensions + $0] + size * generator.signedUnit() }
    }
    let new = try KernelProblem(old.points.matrix, moved, clusterCount: 17)
    let drift = (0..<17).map { cluster -> Double in
      let part = (cluster * dimensions)..<((cluster + 1) * dimensions)
      return euclideanNorm(zip(old.centroids.elements[part], moved[part]).map { $0 - $1 }) * (1 + 1e-13)
    }
    let sorted = old.squares.map { $0.sorted() }
    let state = BoundsState(
      labels: (0..<rows).map(old.label), upper: sorted.map { Float($0[0].squareRoot()).nextUp },
      lower: sorted.map { Float($0[1].squareRoot()).nextDown })
    let selection = new.points.matrix.withUnsafeElements { elements in
      state.select(
        Array(elements), centroids: moved, dimensions: dimensions, drift: drift, movers: 2, set,
        first: seed % 2 == 0 ? 0 : rows / 3)
    }
    let first = seed % 2 == 0 ? 0 : rows / 3
    #expect(selection.counts.certified + selection.rows.count + selection.challenged.count >= rows - first)
    for row in first..<rows {
      let name = "seed \(seed), \(set), row \(row)"
      let owner = state.labels[row]
      let isOpen = selection.rows.contains(Int32(row))
      let isChallenged = selection.challenged.contains(Int32(row))
      #expect(!(isOpen && isChallenged), "\(name)")
      #expect(Double(state.upper[row]) >= new.squares[row][Int(owner)].squareRoot() * (1 - 1e-13), "\(name)")
      let hidden = isChallenged ? Set(selection.movers) : []
      let others = (0..<17).filter { $0 != Int(owner) && !hidden.contains(Int32($0)) }
      let other = others.map { new.squares[row][$0].squareRoot() }.min() ?? .infinity
      #expect(Double(state.lower[row]) <= other * (1 + 1e-13), "\(name)")
      if !isOpen && !isChallenged { #expect(owner == new.label(of: row), "\(name)") }
    }
    return selection.counts
  }

  @Test(arguments: InstructionSet.available)
  func recordingTakesOverAndReportsWhatMoved(_ set: InstructionSet) {
    let state = BoundsState(labels: [-1, 2, 3, 4], upper: [9, 9, 9, 9], lower: [0, 0, 0, 0])
    let memory = FoundMemory(3)
    for (position, label) in [Int32(5), 3, 1].enumerated() {
      memory.found.labels[position] = label
      memory.found.upper[position] = Float(position)
      memory.found.lower[position] = Float(10 + position)
    }
    var moves = [RowMove](repeating: RowMove(row: -7, source: -7, target: -7), count: 4)
    let count = Kernels(set).record(memory.found, rows: [0, 2, 1], count: 3, in: state.view, moves: &moves)
    #expect(count == 2)
    #expect(moves[..<2] == [RowMove(row: 0, source: -1, target: 5), RowMove(row: 1, source: 2, target: 1)])
    #expect((0..<4).map { state.labels[$0] } == [5, 1, 3, 4])
    #expect((0..<4).map { state.upper[$0] } == [0, 2, 1, 9])
    #expect((0..<4).map { state.lower[$0] } == [10, 12, 11, 0])
  }
}

/// Labels and bounds in memory that kernels write to.
private final class BoundsState {
  let labels: UnsafeMutablePointer<Int32>
  let upper: UnsafeMutablePointer<Float>
  let lower: UnsafeMutablePointer<Float>
  private let count: Int

  init(labels: [Int32], upper: [Float], lower: [Float]) {
    count = labels.count
    self.labels = .allocate(capacity: count)
    self.upper = .allocate(capacity: count)
    self.lower = .allocate(capacity: count)
    self.labels.initialize(from: labels, count: count)
    self.upper.initialize(from: upper, count: count)
    self.lower.initialize(from: lower, count: count)
  }

  deinit {
    labels.deallocate()
    upper.deallocate()
    lower.deallocate()
  }

  var view: RowBounds { bounds(ErrorBounds(dimensions: 1)) }

  private func bounds(_ bounds: ErrorBounds) -> RowBounds {
    RowBounds(labels: labels, upper: upper, lower: lower, gap: bounds.gap)
  }

  func select<Scalar: KernelScalar>(
    _ points: [Scalar], centroids: [Double], dimensions: Int, drift distances: [Double], movers: Int,
    _ set: InstructionSet, first: Int = 0
  ) -> (counts: RowSelection, rows: [Int32], challenged: [Int32], movers: [Int32]) {
    let errors = ErrorBounds(dimensions: dimensions)
    let drift = CentroidDrift(distances: distances, moverCount: movers)
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: 16 * count + 128, alignment: 64)
    defer { scratch.deallocate() }
    var open = [Int32](repeating: -1, count: count + 1)
    var challenged = open
    let selection = drift.withView { drift in
      centroids.withUnsafeBufferPointer { elements in
        Kernels(set).select(
          points, rowStride: dimensions, state: bounds(errors), drift: drift,
          centroids: ExactCentroids(
            elements: elements.baseAddress!, count: centroids.count / dimensions, dimensions: dimensions,
            above: errors.above, below: errors.below),
          rows: first..<count, scratch: scratch, open: &open, challenged: &challenged)
      }
    }
    return (
      selection, Array(open[..<selection.rows]), Array(challenged[..<selection.challenged]), drift.movers
    )
  }
}
