internal import Matrices
internal import TesseraKernels

/// The power of two by which data and centroids are divided, so that squares neither overflow nor underflow.
///
/// A power of two changes no digit (but for underflow, below 2^-1022 of the largest element: Floats that would lose digits are
/// converted to Double, see ``Preparation``), so labels and centroids are those of the data as given. Data whose largest magnitude
/// lies within 2^-32 ... 2^32 are used as they are, without a copy: there the scaled arithmetic has the same digits.
struct UnitScale: Equatable {
  /// What one unit of the scaled data is in units of the data: 2^exponent.
  let exponent: Int

  static let identity = UnitScale(exponent: 0)

  init(exponent: Int) { self.exponent = exponent }

  /// The scale for elements of magnitude at most `bound`.
  init(bound: Double) {
    let magnitude = bound > 0 ? Int(bound.exponent) : 0
    exponent = (-32...32).contains(magnitude) ? 0 : magnitude
  }

  /// Whether elements of this type, the smallest of which has this magnitude, may lose digits that Double keeps.
  func needsDouble<Scalar: KernelScalar>(insteadOf type: Scalar.Type, least: Double) -> Bool {
    guard Scalar.significandBitCount < Double.significandBitCount, exponent > 0, least.isFinite else { return false }
    let lowest = Int(least.exponent) - Scalar.significandBitCount - exponent
    return lowest < Int(Scalar.leastNonzeroMagnitude.exponent)
  }

  /// Whether squares of the smallest elements, of this magnitude, vanish beside those of the largest.
  func hasVanishing(least: Double) -> Bool { exponent > 0 && scaled(least) < Self.vanishing }

  /// The root of the smallest subnormal, in scaled units.
  static var vanishing: Double { 0x1p-537 }

  /// From units of the data to scaled units.
  func scaled(_ value: Double) -> Double { exponent == 0 ? value : FixedPoint.scaled(value, by: -exponent) }

  /// From scaled units to units of the data; may overflow or underflow where they cannot hold the value.
  func unscaled(_ value: Double) -> Double { FixedPoint.scaled(value, by: exponent) }

  /// From squared scaled units to squared units of the data.
  func unscaledSquare(_ value: Double) -> Double { FixedPoint.scaled(value, by: 2 * exponent) }

  func scaled<Scalar: KernelScalar>(_ points: Matrix<Scalar>) -> Matrix<Scalar> {
    mapped(points) { Scalar(sign: .plus, exponent: Scalar.Exponent(-exponent), significand: $0) }
  }

  func unscaled(_ points: Matrix<Double>) -> Matrix<Double> { mapped(points, unscaled) }

  private func mapped<Scalar>(_ points: Matrix<Scalar>, _ scale: (Scalar) -> Scalar) -> Matrix<Scalar> {
    exponent == 0 ? points : points.changingElements(scale)
  }
}
