internal import Matrices
internal import TesseraKernels

/// How far directions may turn before a row changes its label: half the difference of its angles to the second nearest and the
/// nearest, in radians, rounded down.
///
/// The angle t between a row of length r and a unit vector at distance d is 2 asin(s) with s^2 = (d^2 - (1 - r)^2) / (4 r). No function of the
/// C library is used, which would depend on the processor. Since a chord is shorter than its arc, no angle is less than the margin itself.
struct TurningMargin {
  private let error: Double

  init(dimensions: Int) { error = ErrorBounds(dimensions: dimensions).squaredDistance + 0x1p-46 }

  /// - Parameters:
  ///   - square: D of the row to its centroid.
  ///   - margin: (d2 - d1) / 2, rounded down.
  ///   - length: |x|, near 1.
  func angle(square: Double, margin: Double, length: Double) -> Double {
    guard margin > 0 else { return 0 }
    guard margin.isFinite else { return .infinity }
    let nearest = square.squareRoot()
    let near = halfSine(nearest * (1 + error), length, upwards: true)
    let far = halfSine(nearest * (1 - error) + 2 * margin, length, upwards: false)
    guard far > near else { return margin }
    let sine = far * (1 - near * near).squareRoot() - near * max(0, 1 - far * far).squareRoot()
    return max(margin, Self.arcsine(max(0, sine - 0x1p-50)) * (1 - 0x1p-46))
  }

  /// sin(t / 2), not below (above) the exact value, at most 1.
  private func halfSine(_ distance: Double, _ length: Double, upwards: Bool) -> Double {
    let slack = error * (distance * distance + (1 - length).magnitude)
    let square = distance * distance - (1 - length) * (1 - length) + (upwards ? slack : -slack)
    guard square > 0 else { return 0 }
    return min(1, (square / (4 * length)).squareRoot() * (upwards ? 1 + 0x1p-48 : 1 - 0x1p-48))
  }

  /// asin of a value in 0 ... 1, to a few units in the last place, by roots and a series.
  static func arcsine(_ sine: Double) -> Double {
    // Half the angle, three times: at most pi / 16.
    var value = min(1, sine)
    for _ in 0..<3 { value = value / (2 + 2 * max(0, 1 - value * value).squareRoot()).squareRoot() }
    let square = value * value
    var (term, sum) = (value, value)
    for index in stride(from: 1.0, through: 25, by: 2) {
      term *= square * index / (index + 1)
      sum += term / (index + 2)
    }
    return 8 * sum
  }
}

extension ScaledPoints {
  /// The smallest ``TurningMargin`` of all members' rows; nil for one centroid.
  ///
  /// - Parameters:
  ///   - centroids: of length 1.
  ///   - margins: of these rows.
  func turningAngle(
    labels: [Int32], centroids: Matrix<Double>, margins: [Double], _ kernels: Kernels
  ) -> Double? {
    guard centroids.rows > 1 else { return nil }
    let d = dimensions
    let margin = TurningMargin(dimensions: d)
    let origin = [Double](repeating: 0, count: d)
    let smallest = matrix.withUnsafeElements { elements in
      centroids.withUnsafeElements { centroids in
        nonisolated(unsafe) let (elements, centroids) = (elements.baseAddress!, centroids.baseAddress!)
        return reduction.parallel.mapChunks(of: rows, chunk: ParallelRows.defaultChunk) { _, _, rows in
          var smallest = Double.infinity
          for row in rows {
            var (square, norm) = (0.0, 0.0)
            kernels.distances(
              elements + row * d, centroids: centroids + Int(labels[row]) * d, dimensions: d, indices: nil, count: 1,
              into: &square)
            kernels.distances(
              elements + row * d, centroids: origin, dimensions: d, indices: nil, count: 1, into: &norm)
            smallest = min(
              smallest, margin.angle(square: square, margin: margins[row], length: norm.squareRoot()))
          }
          return smallest
        }
      }
    }
    return reduction.minimum(smallest.min() ?? .infinity)
  }
}
