import Matrices
import Mixtures
import VectorFiles

extension GaussianMixture {
  init(_ count: Int, _ covariance: CovarianceKind, from means: Matrix<Double>? = nil, tolerance: Double = 1e-12) {
    self.init(componentCount: count)
    self.covariance = covariance
    if let means { options.start = .means(means) }
    options.tolerance = tolerance
  }

  func with(_ change: (inout GaussianMixture) -> Void) -> GaussianMixture {
    var copy = self
    change(&copy)
    return copy
  }
}

func points(_ path: String) throws -> NumericMatrix { try VectorFileReader().read(resource(path)).points }

/// The largest difference, beside the larger magnitude.
func difference(_ first: [Double], _ second: [Double]) -> Double {
  zip(first, second).map { abs($0 - $1) / max(1, abs($0), abs($1)) }.max() ?? 0
}

/// Points of `count` Gaussians of several shapes.
func shapes(_ count: Int, rows: Int, columns: Int, seed: UInt64) -> Matrix<Double> {
  var generator = TestGenerator(seed: seed)
  let centres = (0..<(count * columns)).map { _ in generator.signedUnit() * 8 }
  let mixing = (0..<(columns * columns)).map { _ in generator.signedUnit() }
  return Matrix(rows: rows, columns: columns) { elements in
    for row in 0..<rows {
      let component = row % count
      let noise = (0..<columns).map { _ in (0..<6).reduce(0.0) { sum, _ in sum + generator.signedUnit() } }
      for column in 0..<columns {
        var value = centres[component * columns + column] + noise[column]
        for other in 0..<columns { value += noise[other] * mixing[other * columns + column] * Double(component) }
        elements[row * columns + column] = value
      }
    }
  }
}
