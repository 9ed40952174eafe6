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
