import Matrices
import TesseraKernels
import Testing

@testable import Clustering

struct LaneKernelTests {
  @Test(arguments: InstructionSet.available)
  func whatScoresProveIsTrue(_ set: InstructionSet) throws {
    var proved = 0
    try KernelShapes.forEach(most: LaneCentroids.mostDimensions) { dimensions, count, rows, kind, seed in
      let float = try KernelProblem<Float>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      proved += check(float, set, "\(kind), \(rows) x \(dimensions), \(count) clusters, Float")
      let double = try KernelProblem<Double>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      proved += check(double, set, "\(kind), \(rows) x \(dimensions), \(count) clusters, Double")
    }
    // Of 4500 rows or so; a kernel that left all of them open would be right too.
    #expect(proved > 1000)
  }

  /// By hand: the row 1 and centroids 0 and 10 have the scores 0 and 40. An error of 4 leaves squares of 1 + 2 * 4 and more,
  /// and of 1 + 2 * 36 and less.
  @Test(arguments: InstructionSet.available)
  func boundsTakeTheWholeErrorOfTheScores(_ set: InstructionSet) {
    var lanes = LaneCentroids(shift: [0])
    lanes.update([0, 10]) { _ in ScoreError(norm: 0, square: 0, rowError: 0, constant: 4) }
    let memory = FoundMemory(1)
    var open: [Int32] = [-1, -1]
    let count = lanes.withView { lanes in
      Kernels(set).lanes([1.0], rowStride: 1, rows: [0], count: 1, centroids: lanes, found: memory.found, open: &open)
    }
    #expect(count == 0 && memory.found.labels[0] == 0)
    #expect((3...3.001).contains(memory.found.upper[0]))
    #expect((8.543...8.54401).contains(memory.found.lower[0]))
  }

  private func check<Scalar>(_ problem: KernelProblem<Scalar>, _ set: InstructionSet, _ name: String) -> Int {
    problem.pack(for: .lanes, Kernels(set))
    // A gather: the rows from the last to the first.
    let rows = (0..<Int32(problem.points.rows)).reversed().map { $0 }
    let memory = FoundMemory(rows.count)
    var open = [Int32](repeating: -1, count: rows.count + 1)
    let count = problem.points.matrix.withUnsafeElements { elements in
      problem.centroids.lanes.withView { lanes in
        Kernels(set).lanes(
          elements.baseAddress!, rowStride: problem.dimensions, rows: rows, count: rows.count, centroids: lanes,
          found: memory.found, open: &open)
      }
    }
    let left = open[..<count]
    #expect(left.elementsEqual(Set(left).sorted()), "\(name)")
    #expect(left.allSatisfy { 0 <= $0 && Int($0) < rows.count }, "\(name)")
    for position in rows.indices where !left.contains(Int32(position)) {
      problem.expect(
        memory.found.labels[position], memory.found.upper[position], memory.found.lower[position],
        row: Int(rows[position]), "\(name), \(set)")
    }
    return rows.count - count
  }
}
