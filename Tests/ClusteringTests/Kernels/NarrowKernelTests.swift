import Matrices
import TesseraKernels
import Testing

@testable import Clustering

struct NarrowKernelTests {
  static let sets = InstructionSet.available.filter { Kernels($0).hasNarrowRows }

  @Test(arguments: sets)
  func everyLabelIsArgminAndEveryBoundHolds(_ set: InstructionSet) throws {
    var work = NarrowWork()
    try KernelShapes.forEach(most: 65) { dimensions, count, rows, kind, seed in
      let float = try KernelProblem<Float>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      work += check(float, set, "\(kind), \(rows) x \(dimensions), \(count) clusters, Float")
      let double = try KernelProblem<Double>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      work += check(double, set, "\(kind), \(rows) x \(dimensions), \(count) clusters, Double")
    }
    #expect(work.rows > 500, "lattices and tight clusters leave rows open")
    #expect(work.rows < 6000, "of 7800 rows")
  }

  /// Sums of products beyond 2^24, that Float rounds.
  @Test(arguments: sets)
  func thousandsOfDimensionsHoldToo(_ set: InstructionSet) throws {
    for (dimensions, kind) in [(1039, FuzzData.blobs), (2050, .arbitrary), (4100, .identicalButOne), (4100, .offset)] {
      let problem = try KernelProblem<Float>(
        rows: 20, clusterCount: 9, dimensions: dimensions, kind: kind, seed: 5)
      check(problem, set, "\(kind), \(dimensions) dimensions")
    }
  }

  /// More centroids than share a pass among four groups of rows.
  @Test(arguments: sets)
  func thousandsOfCentroidsHoldToo(_ set: InstructionSet) throws {
    for count in [1019, 1020, 1021, 1024, 1025, 2563] {
      let problem = try KernelProblem<Float>(rows: 33, clusterCount: count, dimensions: 5, kind: .blobs, seed: 6)
      check(problem, set, "\(count) centroids")
    }
  }

  /// A row's own centroid, a bound to all others but the movers, and the movers: nothing else is looked at.
  @Test(arguments: sets)
  func challengesFindTheMoversThatWin(_ set: InstructionSet) throws {
    for seed in UInt64(0)..<40 {
      let count = [2, 6, 7, 12, 40][Int(seed % 5)]
      let problem = try KernelProblem<Double>(
        rows: 50, clusterCount: count, dimensions: [3, 16, 33][Int(seed % 3)],
        kind: KernelShapes.kinds[Int(seed % 8)], seed: seed)
      let movers = (0..<Int32(count)).filter { ($0 + Int32(seed)) % 3 == 0 }
      if !movers.isEmpty { challenge(problem, movers, set, "seed \(seed)") }
    }
  }

  private func challenge(_ problem: KernelProblem<Double>, _ movers: [Int32], _ set: InstructionSet, _ name: String) {
    let narrowed = problem.centroids.narrowed(movers, kernels: Kernels(set), parallel: ParallelRows(threads: 1))
    let rows = (0..<Int32(problem.points.rows)).map { $0 }
    let memory = FoundMemory(rows.count)
    for row in rows.indices {
      // The owner is the nearest of those that are no movers, or a mover: both happen.
      let others = (0..<Int32(problem.clusterCount)).filter { !movers.contains($0) }
      let candidates = row % 4 == 0 || others.isEmpty ? movers : others
      let owner = candidates.min { problem.squares[row][Int($0)] < problem.squares[row][Int($1)] } ?? 0
      let bound = others.filter { $0 != owner }.map { problem.squares[row][Int($0)] }.min() ?? .infinity
      memory.found.labels[row] = owner
      memory.found.upper[row] = Float(problem.squares[row][Int(owner)].squareRoot()).nextUp
      memory.found.lower[row] = Float(bound.squareRoot() * (1 - 0x1p-20)).nextDown
    }
    let owners = rows.indices.map { memory.found.labels[$0] }
    run(problem, narrowed, rows, memory, nil, challenges: true, set)
    for row in rows.indices {
      let candidates = Set(movers + [owners[row]]).sorted()
      let best = candidates.min { problem.squares[row][Int($0)] < problem.squares[row][Int($1)] } ?? 0
      #expect(memory.found.labels[row] == best, "\(name), row \(row)")
      problem.expectBounds(
        memory.found.labels[row], memory.found.upper[row], memory.found.lower[row], row: row, name)
    }
  }

  @discardableResult
  private func check<Scalar>(_ problem: KernelProblem<Scalar>, _ set: InstructionSet, _ name: String) -> NarrowWork {
    var problem = problem
    problem.pack(for: .narrow, set)
    let rows = (0..<Int32(problem.points.rows)).reversed().map { $0 }
    let memory = FoundMemory(rows.count)
    let work = run(problem, problem.centroids.narrow, rows, memory, nil, challenges: false, set)
    expectLabelsAndBounds(problem, rows, memory, name)

    let withSquares = FoundMemory(rows.count)
    var squares = [Double](repeating: .nan, count: 2 * rows.count)
    run(problem, problem.centroids.narrow, rows, withSquares, &squares, challenges: false, set)
    expectLabelsAndBounds(problem, rows, withSquares, name)
    for (position, row) in rows.enumerated() {
      let sorted = problem.squares[Int(row)].sorted()
      #expect(squares[2 * position] == sorted[0], "\(name), row \(row)")
      #expect(squares[2 * position + 1] == (sorted.count > 1 ? sorted[1] : .infinity), "\(name), row \(row)")
    }
    return work
  }

  private func expectLabelsAndBounds<Scalar>(
    _ problem: KernelProblem<Scalar>, _ rows: [Int32], _ memory: FoundMemory, _ name: String
  ) {
    for (position, row) in rows.enumerated() {
      problem.expect(
        memory.found.labels[position], memory.found.upper[position], memory.found.lower[position], row: Int(row), name)
    }
  }

  @discardableResult
  private func run<Scalar>(
    _ problem: KernelProblem<Scalar>, _ narrowed: NarrowCentroids, _ rows: [Int32], _ memory: FoundMemory,
    _ squares: UnsafeMutablePointer<Double>?, challenges: Bool, _ set: InstructionSet
  ) -> NarrowWork {
    let kernels = Kernels(set)
    let copy = problem.points.narrowRows(kernels, ParallelRows(threads: 1))
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.narrowScratchBytes(count: problem.clusterCount, dimensions: problem.dimensions), alignment: 64)
    defer { scratch.deallocate() }
    return problem.points.matrix.withUnsafeElements { elements in
      narrowed.withView { view in
        problem.centroids.withExact { exact in
          kernels.narrowAssign(
            elements.baseAddress!, rowStride: problem.dimensions, narrow: copy, centroids: view, exact: exact,
            rows: rows, count: rows.count, scratch: scratch, challenges: challenges, found: memory.found,
            squares: squares)
        }
      }
    }
  }
}
