internal import Clustering
internal import Matrices
internal import Refusals
internal import TesseraKernels

/// How far rows are from what their codes stand for.
struct Reconstruction {
  /// The mean over rows of the squared distance, in squared units of the data.
  let distortion: Double

  private static let block = 16_384

  /// Encodes and decodes block by block.
  init<Quantizer: Quantization.Quantizer>(of points: NumericMatrix, by quantizer: Quantizer) throws(ClusteringError) {
    try self.init(of: points) { rows throws(ClusteringError) in
      let codes = try quantizer.encode(rows, threadCount: nil)
      do {
        return try quantizer.decode(codes)
      } catch {
        refuse("codes that were just made are those of their quantizer: \(error)")
      }
    }
  }

  /// - Parameter approximate: gives [rows, dimensions] for the same rows.
  init(
    of points: NumericMatrix, _ approximate: (NumericMatrix) throws(ClusteringError) -> Matrix<Double>
  ) throws(ClusteringError) {
    guard points.rows > 0, points.columns > 0 else { throw .noPoints(rows: points.rows, columns: points.columns) }
    var sum = ScaledSquares()
    for start in stride(from: 0, to: points.rows, by: Self.block) {
      let rows = points[rows: start..<min(points.rows, start + Self.block)]
      let near = try approximate(rows)
      switch rows {
      case .float(let rows): sum.add(rows, minus: near)
      case .double(let rows): sum.add(rows, minus: near)
      }
    }
    distortion = sum.value(over: Double(points.rows))
    guard distortion.isFinite else { throw .inertiaNotRepresentable }
  }
}

/// A sum of squares of differences, which neither overflows nor vanishes on the way.
struct ScaledSquares {
  /// Terms are divided by its square: a power of two.
  private var scale = 0.0
  private var sum = 0.0

  mutating func add<Scalar: KernelScalar>(_ rows: Matrix<Scalar>, minus others: Matrix<Double>) {
    let d = rows.columns
    rows.withRows { view in
      others.withUnsafeElements { others in
        view.forEachRow(in: 0..<rows.rows) { row, x in
          var largest = 0.0
          for column in 0..<d { largest = max(largest, (Double(x[column]) - others[row * d + column]).magnitude) }
          guard largest > 0 else { return }
          widen(to: largest)
          let factor = 1 / scale
          var square = 0.0
          for column in 0..<d {
            let difference = (Double(x[column]) - others[row * d + column]) * factor
            square += difference * difference
          }
          sum += square
        }
      }
    }
  }

  private mutating func widen(to largest: Double) {
    // Differences up to 2^100 times the scale have squares that a sum can hold.
    guard largest > scale * 0x1p100 || scale == 0 else { return }
    let wider = max(largest.binade, 0x1p-1000)
    sum *= (scale / wider) * (scale / wider)
    scale = wider
  }

  func value(over count: Double) -> Double { sum / count * scale * scale }
}
