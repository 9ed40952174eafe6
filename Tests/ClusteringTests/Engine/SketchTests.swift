import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Sketches rule centroids out, and never the nearest one.
struct SketchTests {
  static let tables = Kernels.all.enumerated().filter { $0.element.hasNarrowRows }.map { $0.offset }
  private let single = ParallelRows(threads: 1)

  /// Directions along the first axes, of which nothing is rounded.
  private static func axes(_ count: Int, _ d: Int) -> SketchDirections {
    SketchDirections(
      (0..<count).flatMap { axis in (0..<d).map { $0 == axis ? 1 : 0 } }, count: count, dimensions: d)
  }

  /// Orthonormal but for `error`.
  private static func directions(_ count: Int, _ d: Int, error: Double, seed: UInt64) -> (SketchDirections, [[Double]])
  {
    var generator = SeededGenerator(seed: seed, stream: 5)
    var made: [[Double]] = []
    while made.count < count {
      var vector = (0..<d).map { _ in generator.signedUnit() }
      for _ in 0..<2 {
        for other in made {
          let share = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for column in 0..<d { vector[column] -= share * other[column] }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      made.append(vector.map { $0 / length })
    }
    let rows = made.map { $0.map { Float($0 + error * generator.signedUnit()) } }
    return (
      SketchDirections(rows.flatMap { $0 }, count: count, dimensions: d), rows.map { $0.map(Double.init) }
    )
  }

  private func sketch<Scalar: KernelScalar>(
    _ rows: Matrix<Scalar>, shift: [Double], _ directions: SketchDirections, _ kernels: Kernels
  ) -> (sketches: [[Float]], slacks: [Float]) {
    let width = directions.count + 1
    var out = [Float](repeating: .nan, count: rows.rows * width)
    var slacks = [Float](repeating: .nan, count: rows.rows)
    rows.withUnsafeElements { elements in
      kernels.sketch(
        elements.baseAddress!, rowStride: rows.columns, rows: 0..<rows.rows, shift: shift, along: directions,
        into: &out,
        slacks: &slacks)
    }
    return ((0..<rows.rows).map { Array(out[($0 * width)..<(($0 + 1) * width)]) }, slacks)
  }

  @Test(arguments: tables)
  func aSketchIsTheProductsAndWhatIsLeft(_ table: Int) {
    var elements = [Double](repeating: 1, count: 5 * 20)
    (elements[2], elements[16], elements[19]) = (8, 4, 5)
    let rows = Matrix(rows: 5, columns: 20, elements: elements)
    let shift = [Double](repeating: 1, count: 20)
    let (sketches, slacks) = sketch(rows, shift: shift, Self.axes(16, 20), Kernels.all[table])
    #expect(sketches[0] == [0, 0, 7] + Array(repeating: 0, count: 13) + [5])
    #expect(sketches[4] == Array(repeating: 0, count: 17))
    #expect(slacks[0] > 0 && slacks[0] < 1e-3 && slacks[4] < 1e-20)
  }

  /// Sketches lie within their slacks of what they stand for, and this is no farther apart than the rows but for `growth`.
  @Test(arguments: tables, [0, 1e-4, 0.01])
  func sketchesAreNoFartherApartThanRows(_ table: Int, _ error: Double) {
    for (seed, d) in [20, 33, 64, 100, 257].enumerated() {
      let (directions, vectors) = Self.directions(16, d, error: error, seed: UInt64(seed))
      var generator = SeededGenerator(seed: UInt64(seed), stream: 6)
      let shift = (0..<d).map { _ in 3 * generator.signedUnit() }
      let rows = Matrix<Float>(rows: 9, columns: d) { target in
        for row in 0..<9 {
          // On the shift, along the directions, beside them, anywhere; close to each other and far away.
          let size = [1, 1e-5, 1e3][row / 3]
          for column in 0..<d {
            let along = size * vectors[row % 3][column]
            let aside = row % 3 == 0 ? 0 : row % 3 == 1 ? 1e-4 * size : size
            target[row * d + column] = Float(shift[column] + along + aside * generator.signedUnit())
          }
        }
      }
      let (sketches, slacks) = sketch(rows, shift: shift, directions, Kernels.all[table])
      let exact = (0..<9).map { row -> [Double] in
        let y = zip(rows.row(row), shift).map { Double($0) - $1 }
        let z = vectors.map { direction in zip(direction, y).reduce(0) { $0 + $1.0 * $1.1 } }
        var rest = y
        for (share, direction) in zip(z, vectors) {
          for column in 0..<d { rest[column] -= share * direction[column] }
        }
        return z + [rest.reduce(0) { $0 + $1 * $1 }.squareRoot()]
      }
      for row in 0..<9 {
        let off = zip(sketches[row], exact[row]).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
        #expect(off.squareRoot() <= Double(slacks[row]) * (1 + 1e-9), "\(d) dimensions, row \(row)")
        for other in 0..<9 {
          let apart = zip(exact[row], exact[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          let distance = zip(rows.row(row), rows.row(other)).reduce(0) {
            $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
          }.squareRoot()
          #expect(apart <= Double(directions.growth) * distance * (1 + 1e-9), "\(d) dimensions, rows \(row), \(other)")
        }
      }
    }
  }

  /// What rounding to Float takes from products is in the slack, also where next to nothing is left of a row.
  @Test(arguments: tables)
  func roundedProductsAreWithinTheSlack(_ table: Int) {
    let d = 40
    var generator = SeededGenerator(seed: 1, stream: 8)
    let rows = Matrix<Double>(rows: 64, columns: d) { target in
      for index in 0..<(64 * d) { target[index] = (index % d < 16 ? 1 : 0.01) * generator.signedUnit() }
    }
    let (sketches, slacks) = sketch(
      rows, shift: Array(repeating: 0, count: d), Self.axes(16, d), Kernels.all[table])
    for row in 0..<64 {
      let off = (0..<16).reduce(0) {
        $0 + (Double(sketches[row][$1]) - rows[row, $1]) * (Double(sketches[row][$1]) - rows[row, $1])
      }
      #expect(off > 0 && off.squareRoot() <= Double(slacks[row]), "row \(row)")
    }
  }

  /// More dimensions than are taken at a time.
  @Test(arguments: tables)
  func thousandsOfDimensionsAreAddedUp(_ table: Int) {
    let d = 4100
    let (directions, vectors) = Self.directions(16, d, error: 0, seed: 4)
    let rows = Matrix<Float>(rows: 3, columns: d) { target in
      for index in 0..<(3 * d) { target[index] = Float(index % 7) - 3 }
    }
    let (sketches, slacks) = sketch(rows, shift: Array(repeating: 0, count: d), directions, Kernels.all[table])
    for row in 0..<3 {
      for (found, direction) in zip(sketches[row], vectors) {
        let product = zip(direction, rows.row(row)).reduce(0) { $0 + $1.0 * Double($1.1) }
        #expect((Double(found) - product).magnitude <= Double(slacks[row]))
      }
    }
  }

  /// Labels are argmin and bounds hold, whatever the directions: those of the data, or any.
  @Test(arguments: tables)
  func everyLabelIsArgminAndEveryBoundHolds(_ table: Int) throws {
    var work = NarrowWork()
    var pairs = 0
    var seed: UInt64 = 0
    for (d, count) in [(18, 5), (33, 17), (40, 64), (65, 33), (130, 100), (300, 40), (40, 1100), (20, 2600)] {
      for kind in KernelShapes.kinds {
        seed += 1
        let rows = [1, 15, 64, 70][Int(seed % 4)]
        let float = try KernelProblem<Float>(rows: rows, clusterCount: count, dimensions: d, kind: kind, seed: seed)
        work += try check(float, table, seed, "\(kind), \(rows) x \(d), \(count) clusters, Float")
        let double = try KernelProblem<Double>(rows: rows, clusterCount: count, dimensions: d, kind: kind, seed: seed)
        work += try check(double, table, seed, "\(kind), \(rows) x \(d), \(count) clusters, Double")
        pairs += 2 * rows * count
      }
    }
    #expect(work.rows > 300, "lattices and tight clusters leave rows open")
    #expect(work.survivors < pairs * 3 / 4, "sketches rule something out")
  }

  private func check<Scalar>(
    _ problem: KernelProblem<Scalar>, _ table: Int, _ seed: UInt64, _ name: String
  ) throws -> NarrowWork {
    let kernels = Kernels.all[table]
    problem.pack(for: .narrow, kernels)
    problem.centroids.packCodes(kernels: kernels, parallel: single)
    let basis = SketchBasis(problem.points.matrix, shift: problem.points.shift, kernels, single)
    let directions = basis.directions(16) ?? Self.directions(16, problem.dimensions, error: 0, seed: seed).0
    let (points, d) = (problem.points, problem.dimensions)
    let sketched = try #require(points.sketchedRows(of: points.matrix, along: directions, kernels, single))
    let sketches = problem.centroids.sketched(along: directions, kernels: kernels, parallel: single)
    let rows = (0..<Int32(points.rows)).reversed().map { $0 }
    let (memory, withSquares) = (FoundMemory(rows.count), FoundMemory(rows.count))
    var squares = [Double](repeating: .nan, count: 2 * rows.count)
    let bytes = kernels.narrowScratchBytes(count: problem.clusterCount, dimensions: d)
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer { scratch.deallocate() }
    let work = points.matrix.withUnsafeElements { elements in
      problem.centroids.withExact { exact in
        problem.centroids.narrow.withView { view in
          kernels.sketchAssign(
            elements.baseAddress!, rowStride: d, narrow: points.narrowRows(kernels, single), centroids: view,
            sketched: sketched, sketches, exact: exact, rows: rows, count: rows.count, scratch: scratch,
            found: memory.found)
        }
      }
    }
    _ = points.matrix.withUnsafeElements { elements in
      problem.centroids.withExact { exact in
        problem.centroids.narrow.withView { view in
          kernels.sketchAssign(
            elements.baseAddress!, rowStride: d, narrow: points.narrowRows(kernels, single), centroids: view,
            sketched: sketched, sketches, exact: exact, rows: rows, count: rows.count, scratch: scratch,
            found: withSquares.found, squares: &squares)
        }
      }
    }
    for (position, row) in rows.enumerated() {
      problem.expect(
        memory.found.labels[position], memory.found.upper[position], memory.found.lower[position], row: Int(row), name)
      problem.expect(
        withSquares.found.labels[position], withSquares.found.upper[position], withSquares.found.lower[position],
        row: Int(row), name)
      let sorted = problem.squares[Int(row)].sorted()
      #expect(squares[2 * position] == sorted[0] && squares[2 * position + 1] == sorted[1], "\(name), row \(row)")
    }
    return work
  }

  /// Directions are those along which rows vary, and few centroids are left then.
  @Test(arguments: tables)
  func directionsFollowTheRows(_ table: Int) throws {
    let (kernels, d) = (Kernels.all[table], 96)
    let (_, hidden) = Self.directions(16, d, error: 0, seed: 9)
    var generator = SeededGenerator(seed: 2, stream: 9)
    func rows(_ noise: Double) -> Matrix<Double> {
      Matrix(
        (0..<256).map { _ in
          let shares = hidden.map { _ in generator.signedUnit() }
          return (0..<d).map { column in
            zip(shares, hidden).reduce(noise * generator.signedUnit()) { $0 + $1.0 * $1.1[column] }
          }
        })
    }
    let shift = [Double](repeating: 0, count: d)
    let basis = SketchBasis(rows(0.01), shift: shift, kernels, single)
    let directions = try #require(basis.directions(16))
    #expect(directions.growth < 1 + 1e-5)
    #expect(SketchBasis(rows(0.01), shift: shift, kernels, single).share(along: directions) > 0.97)
    #expect((0.1...0.3).contains(SketchBasis(rows(10), shift: shift, kernels, single).share(along: directions)))
    // Rows beside them: the directions are those of the largest variance, which sixteen of these rows do not span.
    let noisy = try #require(SketchBasis(rows(0.25), shift: shift, kernels, single).directions(16))
    #expect(SketchBasis(rows(0.25), shift: shift, kernels, single).share(along: noisy) > 0.7)
    // Rows along few directions, some of them twice: there are no more than these.
    let few = rows(0)
    let twice = try #require(
      SketchBasis(few.selectingRows(Array(0..<200) + Array(0..<56)), shift: shift, kernels, single).directions(48))
    #expect(twice.count == 16 && SketchBasis(few, shift: shift, kernels, single).share(along: twice) > 0.9999)
    // The sample has no more directions than rows, and equal rows have none.
    #expect(SketchBasis(Matrix<Double>([[1, 2], [2, 1]]), shift: [0, 0], kernels, single).directions(16) == nil)
    #expect(
      SketchBasis(Matrix<Double>(rows: 64, columns: d) { $0.initialize(repeating: 1) }, shift: shift, kernels, single)
        .directions(16)
        == nil)
  }

  /// Sketches are made where they save more than they cost, and dropped where they turn out not to.
  @Test func sketchesHaveToPay() {
    let work = PathWork(
      rows: 100, open: NarrowWork(rows: 20, candidates: 40, survivors: 900), clusterCount: 10_000, dimensions: 384)
    // Below some hundred rows the sketches of the centroids cost more than they save.
    #expect(work.sketchSaving(64, rows: 100_000) > 0 && work.sketchSaving(64, rows: 100) < 0)
    let poor = PathWork(
      rows: 100, open: NarrowWork(rows: 20, candidates: 40, survivors: 900_000), clusterCount: 10_000, dimensions: 384)
    #expect(poor.sketchSaving(64, rows: 100_000) < 0)
  }

  /// A fit whose engine is made to use them has the bits of the definition's.
  @Test(arguments: tables)
  func anEngineWithSketchesFollowsAnyMoves(_ table: Int) throws {
    var generator = SeededGenerator(seed: 7, stream: 3)
    let matrix = FuzzData.blobs.points(200, 48, using: &generator)
    let points = try ScaledPoints(matrix, weights: nil)
    let engine = AssignmentEngine(
      points, clusterCount: 40, path: .narrow, forcedSketches: 16, kernels: Kernels.all[table], parallel: single)
    var centroids = (0..<40).flatMap { points.matrix.row($0 * 5).map { Double($0) } }
    for step in 0..<8 {
      engine.move(to: centroids)
      _ = engine.relabel()
      let nearest = BruteForce(points).nearest(centroids)
      #expect(engine.labels == nearest.labels, "step \(step)")
      #expect(engine.sketches != nil)
      let margins = zip(nearest.first, nearest.second).map { engine.bounds.margin(first: $0, second: $1) }
      #expect(engine.margins() == margins && engine.marginSketches != nil)
      let fresh = AssignmentEngine(
        points, clusterCount: 40, path: .narrow, forcedSketches: 16, kernels: Kernels.all[table], parallel: single)
      fresh.move(to: centroids)
      #expect(fresh.margins() == margins && fresh.marginSketches != nil, "step \(step)")
      for index in centroids.indices { centroids[index] += [0, 1e-9, 0.02, 0.5][step % 4] * generator.signedUnit() }
    }
  }
}
