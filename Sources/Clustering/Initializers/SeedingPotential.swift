internal import Matrices
internal import TesseraKernels

/// What k-means++ draws from: w times the squared distance of each row to the nearest row chosen so far.
///
/// Sums are taken in fixed point with a quantum of about 2^-50 of the largest term, so that they do not depend on
/// order or thread count.
struct SeedingPotential<Scalar: KernelScalar> {
  private let points: ScaledPoints<Scalar>
  private let kernels: Kernels
  private let parallel: ParallelRows
  /// D to the nearest chosen row.
  private var closest: [Double]
  /// The potential of each chunk, in quanta of the last `refresh`.
  private var chunkSums: [Int128] = []
  private var total: Int128 = 0
  private var quantum = FixedPointFactor(bound: 0)

  init(_ points: ScaledPoints<Scalar>, first: Int, kernels: Kernels, parallel: ParallelRows) {
    self.points = points
    self.kernels = kernels
    self.parallel = parallel
    closest = Array(repeating: .infinity, count: points.rows)
    add(first)
  }

  /// Chooses a row: every row is now at most as far as from this one.
  mutating func add(_ row: Int) {
    let target = vectors(of: [row])
    let (points, kernels) = (points, kernels)
    var chunkBounds = [Double](repeating: 0, count: chunkCount)
    closest.withUnsafeMutableBufferPointer { closest in
      chunkBounds.withUnsafeMutableBufferPointer { chunkBounds in
        nonisolated(unsafe) let (closest, chunkBounds) = (closest, chunkBounds)
        parallel.forEachChunk(of: points.rows, chunk: Self.chunk) { index, rows in
          var bound = 0.0
          for row in rows {
            var square = 0.0
            points.distances(row, to: target, count: 1, kernels, into: &square)
            closest[row] = min(closest[row], square)
            bound = max(bound, closest[row] * points.weights[row])
          }
          chunkBounds[index] = bound
        }
      }
    }
    refresh(bound: chunkBounds.max() ?? 0)
  }

  private mutating func refresh(bound: Double) {
    quantum = FixedPointFactor(bound: bound)
    let (points, quantum) = (points, quantum)
    chunkSums = closest.withUnsafeBufferPointer { closest in
      stride(from: 0, to: points.rows, by: Self.chunk).map { start in
        var sum: Int64 = 0
        for row in start..<min(start + Self.chunk, points.rows) {
          sum &+= quantum.quanta(of: closest[row] * points.weights[row])
        }
        return Int128(sum)
      }
    }
    total = chunkSums.reduce(0, +)
  }

  /// A row drawn with a chance proportional to its potential; where that is zero for all (distances too small for a
  /// Double), to its weight.
  func draw(using generator: inout SeededGenerator) -> Int {
    guard total > 0 else { return WeightedDraw.row(of: points, using: &generator) }
    let (chunk, rest) = WeightedDraw.find(WeightedDraw.target(total, using: &generator), in: chunkSums)
    let start = chunk * Self.chunk
    let rows = start..<min(start + Self.chunk, points.rows)
    return start
      + WeightedDraw.find(rest, in: rows.lazy.map { Int128(quantum.quanta(of: closest[$0] * points.weights[$0])) })
      .index
  }

  /// The candidate that would leave the smallest potential; the first of equals.
  func best(of candidates: [Int]) -> Int {
    let targets = vectors(of: candidates)
    let count = candidates.count
    var partial = [Int64](repeating: 0, count: chunkCount * count)
    let (points, kernels, quantum) = (points, kernels, quantum)
    closest.withUnsafeBufferPointer { closest in
      partial.withUnsafeMutableBufferPointer { partial in
        nonisolated(unsafe) let (partial, closest) = (partial, closest)
        parallel.forEachChunk(of: points.rows, chunk: Self.chunk) { index, rows in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { squares in
            for row in rows {
              points.distances(row, to: targets, count: count, kernels, into: squares.baseAddress!)
              let weight = points.weights[row]
              for candidate in 0..<count {
                partial[index * count + candidate] &+=
                  quantum.quanta(of: min(closest[row], squares[candidate]) * weight)
              }
            }
          }
        }
      }
    }
    var best = 0
    var bestSum = Int128.max
    for candidate in 0..<count {
      var sum: Int128 = 0
      for chunk in 0..<chunkCount { sum += Int128(partial[chunk * count + candidate]) }
      if sum < bestSum { (best, bestSum) = (candidate, sum) }
    }
    return candidates[best]
  }

  private static var chunk: Int { 1024 }
  private var chunkCount: Int { (points.rows + Self.chunk - 1) / Self.chunk }

  /// Rows in Double, one after the other.
  private func vectors(of rows: [Int]) -> [Double] {
    points.matrix.withUnsafeElements { elements in
      rows.flatMap { row in elements[(row * points.dimensions)..<((row + 1) * points.dimensions)].map { Double($0) } }
    }
  }
}

extension ScaledPoints {
  /// D of one row to each of `count` vectors.
  func distances(
    _ row: Int, to vectors: [Double], count: Int, _ kernels: Kernels, into squares: UnsafeMutablePointer<Double>
  ) {
    matrix.withUnsafeElements { elements in
      vectors.withUnsafeBufferPointer { vectors in
        kernels.distances(
          elements.baseAddress! + row * dimensions, centroids: vectors.baseAddress!, dimensions: dimensions,
          indices: nil, count: count, into: squares)
      }
    }
  }
}

/// Fixed point for sums of up to 1024 terms in 0 ... bound: a term takes 51 bits, rounded to nearest, ties to even.
private struct FixedPointFactor {
  private let factor: Double

  init(bound: Double) {
    factor = bound > 0 && bound.isFinite ? FixedPoint.scaled(1, by: 50 - Int(bound.exponent)) : 0
  }

  /// `value` in quanta: adding 1.5 * 2^52 leaves the rounded integer in the low bits, without a conversion.
  func quanta(of value: Double) -> Int64 {
    let magic = 0x1.8p52
    return Int64(bitPattern: (value * factor + magic).bitPattern &- magic.bitPattern)
  }
}
