import TesseraKernels
import Testing

@testable import Clustering

/// Rows and centroids chosen to make a claim of the kernels as nearly false as it can be.
///
/// Kernels get their error bounds from the caller. With a `share` of a bound below 1 they claim too much: the largest share at
/// which something false comes out is how much of the bound is needed.
struct BoundTrial<Scalar: KernelScalar> {
  var rows: [[Scalar]]
  var centroids: [[Double]]
  var shift: [Double]

  var dimensions: Int { shift.count }
  var bounds: ErrorBounds { ErrorBounds(dimensions: dimensions) }
  var points: [Scalar] { rows.flatMap { $0 } }
  var elements: [Double] { centroids.flatMap { $0 } }
  var list: [Int32] { rows.indices.map { Int32($0) } }
  var single: ParallelRows { ParallelRows(threads: 1) }

  init(rows: [[Double]], centroids: [[Double]]) {
    self.rows = rows.map { $0.map { Scalar($0) } }
    self.centroids = centroids
    shift = Array(repeating: 0, count: centroids[0].count)
  }

  func row(_ row: Int) -> [Double] { rows[row].map { Double($0) } }

  /// argmin of D, ties to the lowest index.
  func label(of row: Int) -> Int32 {
    let squares = centroids.map { canonicalDistance(self.row(row), $0) }
    return Int32(squares.firstIndex(of: squares.min() ?? 0) ?? 0)
  }

  /// Whether all labels are argmin of D, and all bounds bounds of the exact distances.
  func isTrue(_ memory: FoundMemory, except open: Set<Int32> = []) -> Bool {
    rows.indices.allSatisfy { row in
      if open.contains(Int32(row)) { return true }
      let label = memory.found.labels[row]
      return label == self.label(of: row) && areBounds(memory, row, label: Int(label))
    }
  }

  private func areBounds(_ memory: FoundMemory, _ row: Int, label: Int) -> Bool {
    let x = self.row(row)
    return centroids.indices.allSatisfy { index in
      let square = Expansion.squaredDistance(x, centroids[index])
      return index == label
        ? square.isBounded(by: memory.found.upper[row]) : square.isBounded(by: memory.found.lower[row], sign: -1)
    }
  }

  func withExact<Result>(_ body: (ExactCentroids) -> Result) -> Result {
    elements.withUnsafeBufferPointer {
      body(
        ExactCentroids(
          elements: $0.baseAddress!, count: centroids.count, dimensions: dimensions, above: bounds.above,
          below: bounds.below))
    }
  }
}

extension ScoreError {
  func times(_ share: Double) -> ScoreError {
    ScoreError(
      norm: share * Double(norm), square: share * Double(square), rowError: share * Double(rowError),
      constant: share * Double(constant))
  }
}

/// The largest share of a bound, in steps of a fiftieth, at which what it claims is false; 0 where it never is.
func tightness(_ isTrue: (_ share: Double) -> Bool) -> Double {
  stride(from: 50.0, through: 1, by: -1).map { $0 / 50 }.first { !isTrue($0) } ?? 0
}

/// Prints what is found where TESSERA_BOUNDS is set.
func report(_ bound: String, _ kernels: Kernels? = nil, _ ratio: Double) {
  guard boundsAreReported else { return }
  print("bound:", bound, kernels.map { "\($0.instructionSet)" } ?? "", (ratio * 1000).rounded() / 1000)
}
