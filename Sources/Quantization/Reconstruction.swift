public import Clustering
public import Matrices
internal import Refusals
internal import TesseraKernels

/// How far rows are from what their codes stand for.
///
/// ```swift
/// let codes = try quantizer.encode(points)
/// let reconstruction = try Reconstruction(of: .float(points), codes: codes, by: quantizer)
/// print(reconstruction.distortion, reconstruction.distances)
/// ```
public struct Reconstruction: Sendable {
  /// The Euclidean distance of each row, in units of the data.
  public let distances: [Double]

  /// The mean of their squares: neither halved nor divided by the number of elements. 0 without rows, infinite beyond Double.
  public let distortion: Double

  /// Rows that are decoded together.
  private static let block = 16_384

  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - codes: one per row.
  /// - Throws: ``QuantizationError`` where the codes are not the quantizer's.
  /// - Complexity: that of decoding. Memory beside the result: that of 16,384 rows in Double.
  public init(
    of points: NumericMatrix, codes: Codes, by quantizer: any Quantizer
  ) throws(QuantizationError) {
    require(
      codes.rows == points.rows && points.columns == quantizer.dimensions,
      "one code per row: \(codes.rows) codes, \(points.rows) rows of \(points.columns), not \(quantizer.dimensions)")
    var sum = SquareSum()
    for start in stride(from: 0, to: points.rows, by: Self.block) {
      let range = start..<min(points.rows, start + Self.block)
      let near = try quantizer.decode(codes.selectingRows(range))
      switch points[rows: range] {
      case .float(let rows): rows.add(to: &sum, minus: near)
      case .double(let rows): rows.add(to: &sum, minus: near)
      }
    }
    (distances, distortion) = (sum.distances, sum.mean)
  }
}

extension Quantizer {
  /// The mean over rows of the squared Euclidean distance to what its codes stand for, in squared units of the data: neither halved
  /// nor divided by the number of elements.
  ///
  /// - Parameter points: [rows, dimensions], at least one row, finite.
  /// - Throws: ``/Clustering/ClusteringError/inertiaNotRepresentable`` where it is beyond Double, too.
  /// - Complexity: that of encoding and decoding. Memory: the codes, and 16,384 rows in Double.
  public func distortion(of points: NumericMatrix) throws(ClusteringError) -> Double {
    guard points.rows > 0, points.columns > 0 else { throw .noPoints(rows: points.rows, columns: points.columns) }
    let codes = try encode(points, threadCount: nil)
    do {
      let distortion = try Reconstruction(of: points, codes: codes, by: self).distortion
      if distortion.isFinite { return distortion }
    } catch {
      refuse("codes that were just made are those of their quantizer: \(error)")
    }
    throw .inertiaNotRepresentable
  }
}

/// Squares of rows, each on a scale of its own, so that they neither overflow nor vanish on the way.
private struct SquareSum {
  var distances: [Double] = []
  private var sum = 0.0
  /// The sum is in units of its square: a power of two.
  private var unit = 0.0

  /// A row whose squared distance is `square` in units of `rowUnit`^2, a power of two.
  mutating func add(_ square: Double, unit rowUnit: Double) {
    distances.append(square.squareRoot() * rowUnit)
    guard square > 0 else { return }
    if rowUnit > unit * 0x1p100 || unit == 0 {
      sum *= unit == 0 ? 0 : (unit / rowUnit) * (unit / rowUnit)
      unit = rowUnit
    }
    sum += square * (rowUnit / unit) * (rowUnit / unit)
  }

  var mean: Double { distances.isEmpty ? 0 : sum / Double(distances.count) * unit * unit }
}

extension Matrix where Scalar: KernelScalar {
  /// Adds the squares of the rows less others.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func add(to sum: inout SquareSum, minus others: Matrix<Double>) {
    let d = columns
    withRows { view in
      others.withUnsafeElements { others in
        view.forEachRow(in: 0..<rows) { row, x in
          var largest = 0.0
          for column in 0..<d { largest = Swift.max(largest, (Double(x[column]) - others[row * d + column]).magnitude) }
          let unit = largest > 0 && largest.isFinite ? largest.binade : 1
          var square = 0.0
          for column in 0..<d {
            let difference = (Double(x[column]) - others[row * d + column]) / unit
            square += difference * difference
          }
          sum.add(square, unit: unit)
        }
      }
    }
  }
}
