import Clustering
import Matrices
import TesseraKernels

/// Kinds of data that go wrong in different ways.
enum World: String, CaseIterable, Sendable {
  /// Arbitrary values in -1 ..< 1.
  case arbitrary
  /// Whole numbers in 0 ... 4: ties abound.
  case lattice
  /// Every row four times.
  case duplicated
  /// A millionth of the magnitude is all that tells rows apart.
  case offset

  func points(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    let values = randomMatrix(rows, columns, seed: seed, lattice: self == .lattice)
    switch self {
    case .arbitrary, .lattice: return values
    case .duplicated: return values.selectingRows((0..<rows).map { $0 / 4 })
    case .offset: return values.mapped { 1e6 + $0 }
    }
  }
}

extension Matrix {
  func mapped(_ transform: (Scalar) -> Scalar) -> Matrix {
    Matrix(rows: rows, columns: columns, elements: elements.map(transform))
  }
}

/// Compact, well separated groups of rows, in order: row i belongs to blob i / `rowsPerBlob`.
func blobs(_ count: Int, rowsPerBlob: Int, columns: Int, seed: UInt64) -> Matrix<Double> {
  let noise = randomMatrix(count * rowsPerBlob, columns, seed: seed)
  let centres = randomMatrix(count, columns, seed: seed &+ 1000)
  return Matrix(rows: noise.rows, columns: columns) { elements in
    for row in 0..<noise.rows {
      let blob = row / rowsPerBlob
      for column in 0..<columns {
        let step = column == 0 ? 10 * Double(blob) : 2 * centres[blob, column]
        elements[row * columns + column] = step + noise[row, column] / 2
      }
    }
  }
}

/// Everything about a model that is promised to have the same bits on every path.
struct Fingerprint: Equatable {
  var centroids: [UInt64]
  var labels: [Int32]
  var counts: [Int]
  var inertia: UInt64
  var trace: [UInt64?]
  var batchLosses: [UInt64?]
  var changed: [Int?]
  var stopReason: StopReason
  var margins: [UInt64]
  var isLocalMinimum: Bool

  init(_ model: KMeansModel) {
    centroids = model.centroids.elements.map(\.bitPattern)
    labels = model.labels
    counts = model.counts
    inertia = model.inertia.bitPattern
    trace = model.trace.map(\.inertia?.bitPattern)
    batchLosses = model.trace.map(\.batchLoss?.bitPattern)
    changed = model.trace.map(\.changed)
    stopReason = model.stopReason
    margins = model.region.margins.map(\.bitPattern)
    isLocalMinimum = model.isLocalMinimum
  }
}

extension SeededGenerator {
  /// Uniform in -1 ..< 1.
  mutating func signedUnit() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }
}
