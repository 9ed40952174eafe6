public import Clustering
public import Matrices
internal import Refusals
internal import TesseraKernels

extension Quantizer {
  /// How far each row is from what its codes stand for: the Euclidean distance, in units of the data.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions].
  ///   - codes: one per row.
  /// - Complexity: that of decoding. Memory beside the result: that of 16,384 rows in Double.
  public func distances(of points: NumericMatrix, codes: Codes) throws(QuantizationError) -> [Double] {
    require(
      codes.rows == points.rows && points.columns == dimensions,
      "one code per row: \(codes.rows) codes and \(points.rows) rows of \(points.columns), not \(dimensions)")
    var distances: [Double] = []
    distances.reserveCapacity(points.rows)
    for start in stride(from: 0, to: points.rows, by: Blocks.rows) {
      let range = start..<min(points.rows, start + Blocks.rows)
      let near = try decode(codes.selectingRows(range))
      switch points[rows: range] {
      case .float(let rows): rows.appendDistances(to: near, &distances)
      case .double(let rows): rows.appendDistances(to: near, &distances)
      }
    }
    return distances
  }

  /// The mean over rows of the squared Euclidean distance to what its codes stand for, in squared units of the data: neither halved
  /// nor divided by the number of elements.
  ///
  /// - Parameter points: [rows, dimensions], at least one row, finite.
  /// - Throws: ``Clustering/ClusteringError/inertiaNotRepresentable`` where it is beyond Double, too.
  /// - Complexity: that of encoding and decoding. Memory: the codes, and 16,384 rows in Double.
  public func distortion(of points: NumericMatrix) throws(ClusteringError) -> Double {
    guard points.rows > 0, points.columns > 0 else { throw .noPoints(rows: points.rows, columns: points.columns) }
    let codes = try encode(points, threadCount: nil)
    let distances: [Double]
    do {
      distances = try self.distances(of: points, codes: codes)
    } catch {
      refuse("codes that were just made are those of their quantizer: \(error)")
    }
    guard let mean = Codes.meanSquare(distances) else { throw .inertiaNotRepresentable }
    return mean
  }
}

extension Codes {
  /// The mean of the squares of distances, at least one; nil where it is beyond Double.
  public static func meanSquare(_ distances: [Double]) -> Double? {
    let largest = distances.max() ?? 0
    guard largest > 0 else { return 0 }
    let scale = Scale(bound: largest)
    let sum = distances.reduce(0.0) { $0 + scale.divided($1) * scale.divided($1) }
    let mean = scale.multiplied(scale.multiplied(sum / Double(distances.count)))
    return mean.isFinite ? mean : nil
  }
}

/// Rows that are decoded together.
private enum Blocks {
  static let rows = 16_384
}

extension Matrix where Scalar: KernelScalar {
  /// Adds the distances of the rows to others: differences are divided by the largest of their row, so that squares neither overflow nor
  /// vanish.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func appendDistances(to others: Matrix<Double>, _ distances: inout [Double]) {
    let d = columns
    withRows { view in
      others.withUnsafeElements { others in
        view.forEachRow(in: 0..<rows) { row, x in
          var largest = 0.0
          for column in 0..<d { largest = Swift.max(largest, (Double(x[column]) - others[row * d + column]).magnitude) }
          guard largest > 0 else { return distances.append(0) }
          let unit = largest.binade
          var square = 0.0
          for column in 0..<d {
            let difference = (Double(x[column]) - others[row * d + column]) / unit
            square += difference * difference
          }
          distances.append(square.squareRoot() * unit)
        }
      }
    }
  }
}
