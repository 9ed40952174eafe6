import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// The filters in eight and sixteen bits.
struct FilterKernelTests {
  static let narrow = Filter.all(.narrow) { $0.hasNarrowRows }
  static let short = Filter.all(.short) { $0.hasShortCentroids }

  @Test(arguments: narrow + short)
  func everyLabelIsArgminAndEveryBoundHolds(_ filter: Filter) throws {
    var work = NarrowWork()
    try KernelShapes.forEach(most: 65) { dimensions, count, rows, kind, seed in
      let float = try KernelProblem<Float>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      work += check(float, filter, "\(kind), \(rows) x \(dimensions), \(count) clusters, Float")
      let double = try KernelProblem<Double>(
        rows: rows, clusterCount: count, dimensions: dimensions, kind: kind, seed: seed)
      work += check(double, filter, "\(kind), \(rows) x \(dimensions), \(count) clusters, Double")
    }
    #expect(work.rows > 500, "lattices and tight clusters leave rows open")
    #expect(work.rows < 6000, "of 7800 rows")
  }

  /// Sums of products beyond 2^24, that Float rounds.
  @Test(arguments: narrow + short)
  func thousandsOfDimensionsHoldToo(_ filter: Filter) throws {
    for (dimensions, kind) in [(1039, FuzzData.blobs), (2050, .arbitrary), (4100, .identicalButOne), (4100, .offset)] {
      let problem = try KernelProblem<Float>(
        rows: 20, clusterCount: 9, dimensions: dimensions, kind: kind, seed: 5)
      check(problem, filter, "\(kind), \(dimensions) dimensions")
    }
  }

  /// More centroids than share a pass among four groups of rows.
  @Test(arguments: narrow + short)
  func thousandsOfCentroidsHoldToo(_ filter: Filter) throws {
    for count in [1019, 1020, 1021, 1024, 1025, 2563] {
      let problem = try KernelProblem<Float>(rows: 33, clusterCount: count, dimensions: 5, kind: .blobs, seed: 6)
      check(problem, filter, "\(count) centroids")
    }
  }

  /// Rows whose codes do not fit sixteen bits are left to D.
  @Test(arguments: short, [0.5, 0.02, 1e-6])
  func rowsBeyondTheReachHoldToo(_ filter: Filter, _ reach: Double) throws {
    for dimensions in [1, 16, 37] {
      let problem = try KernelProblem<Float>(
        rows: 70, clusterCount: 3, dimensions: dimensions, kind: .blobs, seed: 8, reach: reach)
      check(problem, filter, "\(dimensions) dimensions, reach \(reach)")
    }
  }

  /// A row beyond the reach, whose scores wrap, is compared with all six centroids and with none of the ten empty slots.
  @Test(arguments: short)
  func slotsWithoutACentroidAreNoCandidates(_ filter: Filter) throws {
    let centroid: [Double] = [4266, 6271, 5875, 4521, 6026, 4206, 22632, 1355]
    let d = centroid.count
    // Codes are the coordinates themselves: the farthest row of the sample, one in two, makes the unit 1.
    func inverse(_ reach: Double) -> Float { Float((32766 - (Double(d).squareRoot() + 1)) / (1.25 * reach)).nextDown }
    var reach = 26209.7
    while inverse(reach) > 1 { reach = reach.nextUp + 1e-9 }
    while inverse(reach) < 1 { reach -= 1e-9 }
    // Pairs of opposite rows, so that the shift is 0.
    var rows = Array(repeating: Array(repeating: 0.0, count: d), count: 2048)
    rows[0][0] = reach
    rows[2][0] = -reach
    (rows[4], rows[6]) = (centroid, centroid.map { -$0 })
    (rows[2045], rows[2047]) = (Array(repeating: 1e6, count: d), Array(repeating: -1e6, count: d))
    let points = try ScaledPoints(Matrix(rows: rows.count, columns: d, elements: rows.flatMap { $0 }), weights: nil)
    let engine = AssignmentEngine(
      points, clusterCount: 6, path: .short, kernels: filter.kernels, parallel: ParallelRows(threads: 1))
    engine.move(to: centroid + rows[10] + rows[0] + rows[2] + rows[6] + rows[12].map { $0 + 9000 })
    engine.prepare()
    let work = [Int32(2047)].withUnsafeBufferPointer { engine.resolve($0, scratch: engine.scratch[0]) }
    #expect(work == NarrowWork(rows: 1, candidates: 6))
  }

  /// A copy that held more centroids: what is left of them does not bring empty slots into play.
  @Test(arguments: short)
  func fewerCentroidsLeaveNothingOfMore(_ filter: Filter) throws {
    for seed in UInt64(0)..<8 {
      let problem = try KernelProblem<Float>(rows: 40, clusterCount: 9, dimensions: 12, kind: .blobs, seed: seed)
      var copy = ShortCentroids(shift: problem.points.shift)
      for elements in [Array(repeating: 3 * problem.points.usualReach, count: 16 * 12), problem.centroids.elements] {
        copy.update(
          elements, rowReach: problem.points.usualReach, kernels: filter.kernels, parallel: ParallelRows(threads: 1),
          error: problem.bounds.shortReach)
      }
      let rows = (0..<40).map { Int32($0) }
      let memory = FoundMemory(rows.count)
      run(problem, rows, memory, nil, filter, short: copy)
      expectLabelsAndBounds(problem, rows, memory, "seed \(seed)")
    }
  }

  /// Centroids that move ever farther, in groups of any order: labels and bounds hold after each move.
  @Test(arguments: short)
  func boundsOfGroupsHoldAsCentroidsMove(_ filter: Filter) throws {
    for seed in UInt64(0)..<24 {
      var generator = SeededGenerator(seed: seed, stream: 77)
      let kind = [FuzzData.lattice, .blobs, .offset][Int(seed % 3)]
      let (count, dimensions) = ([33, 64, 100, 530][Int(seed % 4)], [3, 16, 33, 40][Int(seed / 4 % 4)])
      let points = kind.points(70, dimensions, using: &generator).converted(to: Float.self)
      var elements = (0..<count).flatMap { points.row($0 % 70).map { Double($0) } }
      let order = (0..<Int32(count)).map { $0 }.shuffled(using: &generator)
      try followMoves(points, &elements, PanelGroups(order: order), filter, "seed \(seed)", using: &generator)
    }
  }

  private func followMoves(
    _ points: Matrix<Float>, _ elements: inout [Double], _ groups: PanelGroups, _ filter: Filter, _ name: String,
    using generator: inout SeededGenerator
  ) throws {
    let (d, single) = (points.columns, ParallelRows(threads: 1))
    let rows = (0..<Int32(points.rows)).reversed().map { $0 }
    let (memory, bounds) = (FoundMemory(rows.count), GroupBounds(rows: rows.count))
    bounds.reset(reach: 20, in: single)
    for size in [0, 1e-9, 1e-4, 0.01, 0.1, 0.3, 2] {
      let old = elements
      for index in elements.indices where index / d % 3 != 0 { elements[index] += size * generator.signedUnit() }
      let drifts = stride(from: 0, to: elements.count, by: d).map { start in
        Float(canonicalDistance(Array(old[start..<(start + d)]), Array(elements[start..<(start + d)])).squareRoot())
          .nextUp
      }
      let problem = try KernelProblem<Float>(points, elements, clusterCount: elements.count / d)
      problem.pack(for: .short, filter.kernels, groups: groups)
      bounds.loosen(by: drifts, of: groups)
      for position in rows.indices where memory.found.labels[position] >= 0 {
        memory.found.upper[position] += drifts[Int(memory.found.labels[position])].nextUp
        memory.found.upper[position] = memory.found.upper[position].nextUp
      }
      run(problem, rows, memory, nil, filter, groups: bounds)
      expectLabelsAndBounds(problem, rows, memory, "\(name), moved by \(size)")
    }
  }

  /// A row's own centroid, a bound to all others but the movers, and the movers: nothing else is looked at.
  @Test(arguments: narrow)
  func challengesFindTheMoversThatWin(_ filter: Filter) throws {
    for seed in UInt64(0)..<40 {
      let count = [2, 6, 7, 12, 40][Int(seed % 5)]
      let problem = try KernelProblem<Double>(
        rows: 50, clusterCount: count, dimensions: [3, 16, 33][Int(seed % 3)],
        kind: KernelShapes.kinds[Int(seed % 8)], seed: seed)
      let movers = (0..<Int32(count)).filter { ($0 + Int32(seed)) % 3 == 0 }
      if !movers.isEmpty { challenge(problem, movers, filter, "seed \(seed)") }
    }
  }

  private func challenge(_ problem: KernelProblem<Double>, _ movers: [Int32], _ filter: Filter, _ name: String) {
    let chosen = problem.centroids.narrow(movers, kernels: filter.kernels, parallel: ParallelRows(threads: 1))
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
    run(problem, rows, memory, nil, filter, movers: chosen)
    for row in rows.indices {
      let candidates = Set(movers + [owners[row]]).sorted()
      let best = candidates.min { problem.squares[row][Int($0)] < problem.squares[row][Int($1)] } ?? 0
      #expect(memory.found.labels[row] == best, "\(name), row \(row)")
      problem.expectBounds(
        memory.found.labels[row], memory.found.upper[row], memory.found.lower[row], row: row, name)
    }
  }

  @discardableResult
  private func check<Scalar>(_ problem: KernelProblem<Scalar>, _ filter: Filter, _ name: String) -> NarrowWork {
    problem.pack(for: filter.path, filter.kernels)
    let rows = (0..<Int32(problem.points.rows)).reversed().map { $0 }
    let memory = FoundMemory(rows.count)
    let work = run(problem, rows, memory, nil, filter)
    expectLabelsAndBounds(problem, rows, memory, name)

    let withSquares = FoundMemory(rows.count)
    var squares = [Double](repeating: .nan, count: 2 * rows.count)
    run(problem, rows, withSquares, &squares, filter)
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

  /// - Parameters:
  ///   - movers: the centroids that challenge the rows' own, with eight bits; nil for all centroids.
  ///   - short: a copy of the problem's centroids in sixteen bits; nil for its own.
  ///   - groups: bounds of groups of centroids, with sixteen bits.
  @discardableResult
  private func run<Scalar>(
    _ problem: KernelProblem<Scalar>, _ rows: [Int32], _ memory: FoundMemory, _ squares: UnsafeMutablePointer<Double>?,
    _ filter: Filter, movers: NarrowCentroids? = nil, short: ShortCentroids? = nil, groups: GroupBounds? = nil
  ) -> NarrowWork {
    let kernels = filter.kernels
    let (k, d) = (problem.clusterCount, problem.dimensions)
    let bytes =
      filter.path == .short
      ? kernels.shortScratchBytes(count: k, dimensions: d) : kernels.narrowScratchBytes(count: k, dimensions: d)
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer { scratch.deallocate() }
    return problem.points.matrix.withUnsafeElements { elements in
      problem.centroids.withExact { exact in
        guard filter.path == .short else {
          return (movers ?? problem.centroids.narrow).withView { view in
            kernels.narrowAssign(
              elements.baseAddress!, rowStride: d, narrow: problem.points.narrowRows(kernels, ParallelRows(threads: 1)),
              centroids: view, exact: exact, rows: rows, count: rows.count, scratch: scratch, challenges: movers != nil,
              found: memory.found, squares: squares)
          }
        }
        return (short ?? problem.centroids.short).withView { view in
          func assign(_ groups: GroupBounds.View?) -> NarrowWork {
            kernels.shortAssign(
              elements.baseAddress!, rowStride: d, centroids: view, groups: groups, exact: exact, rows: rows,
              count: rows.count, scratch: scratch, gap: ErrorBounds(dimensions: d).gap, found: memory.found,
              squares: squares)
          }
          return groups.map { $0.withView(assign) } ?? assign(nil)
        }
      }
    }
  }
}

/// A filter of one of the tables of kernels.
struct Filter: Sendable, CustomTestStringConvertible {
  let kernels: Kernels
  let path: EnginePath
  let testDescription: String

  static func all(_ path: EnginePath, where has: (Kernels) -> Bool) -> [Filter] {
    Kernels.all.enumerated().filter { has($0.element) }.map { index, kernels in
      Filter(kernels: kernels, path: path, testDescription: "\(path), \(kernels.instructionSet), table \(index)")
    }
  }
}
