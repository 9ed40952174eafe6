public import Matrices
internal import Refusals

/// Columns brought to a common scale, so that none decides the clusters by its unit: x becomes (x - offset) / scale.
///
/// ```swift
/// let scaling = ColumnScaling(.zscore, of: points)
/// let model = try kmeans.fitted(to: scaling.applied(to: points))
/// let centroids = scaling.restored(model.centroids)          // in the units of the points
/// ```
///
/// A column that is constant, to rounding, has scale 1, as in scikit-learn. The result does not depend on the order of the
/// rows beyond rounding in the last place.
public struct ColumnScaling: Sendable, Equatable {
  /// What the offset and the scale of a column are.
  public enum Method: String, Sendable, CaseIterable {
    /// Its mean, and its standard deviation (of all rows, not of a sample): `StandardScaler`.
    case zscore
    /// Its median, and the distance of its quartiles, which outliers do not move: `RobustScaler`.
    case robust
    /// Its minimum, and its extent: values lie in 0 ... 1, `MinMaxScaler`.
    case range
  }

  public let method: Method
  /// One per column, finite.
  public let offsets: [Double]
  /// One per column, positive and finite.
  public let scales: [Double]

  /// The scaling of given points.
  ///
  /// - Parameters:
  ///   - points: at least one row, finite but for elements that are NaN, missing: a column's scale is that of its others.
  ///   - weights: one per row, finite, not negative, not all zero; nil for 1 each. Whole weights count as repeated rows. For
  ///     other weights, a quantile q is the smallest value up to which a share q of the weight lies.
  /// - Complexity: O(n d); O(n d log n) for ``Method/robust``, with a copy of one column.
  public init(_ method: Method, of points: NumericMatrix, weights: [Double]? = nil) {
    require(points.rows > 0, "points without rows have no scale")
    require(weights.map { $0.count == points.rows } ?? true, "there is one weight per row")
    switch points {
    case .float(let matrix): self.init(method, of: matrix, weights)
    case .double(let matrix): self.init(method, of: matrix, weights)
    }
  }

  /// A scaling by its numbers.
  ///
  /// - Precondition: as many offsets as scales, all finite, scales positive.
  public init(_ method: Method, offsets: [Double], scales: [Double]) {
    require(offsets.count == scales.count, "a column has an offset and a scale")
    require(
      offsets.allSatisfy { $0.isFinite } && scales.allSatisfy { $0 > 0 && $0.isFinite },
      "a scale is positive and finite")
    (self.method, self.offsets, self.scales) = (method, offsets, scales)
  }

  private init<Scalar>(_ method: Method, of matrix: Matrix<Scalar>, _ weights: [Double]?) {
    if matrix.lacksValues {
      let columns = (0..<matrix.columns).map { Self.column($0, method, of: matrix, weights) }
      self.init(method, offsets: columns.map { $0.offsets[0] }, scales: columns.map { $0.scales[0] })
      return
    }
    let columns: (offsets: [Double], scales: [Double]) =
      switch method {
      case .zscore: ColumnMoments(matrix, weights).standard
      case .range: ColumnExtents(matrix, weights).range
      case .robust: ColumnQuartiles(matrix, weights).robust
      }
    self.init(method, offsets: columns.offsets, scales: columns.scales)
  }
}

extension ColumnScaling {
  /// That of one column, by the elements that are there; none for a column without weight.
  private static func column<Scalar>(
    _ column: Int, _ method: Method, of matrix: Matrix<Scalar>, _ weights: [Double]?
  ) -> ColumnScaling {
    let rows = (0..<matrix.rows).filter { !matrix[$0, column].isNaN && weights?[$0] ?? 1 > 0 }
    guard !rows.isEmpty else { return ColumnScaling(method, offsets: [0], scales: [1]) }
    let values = Matrix(rows: rows.count, columns: 1, elements: rows.map { matrix[$0, column] })
    return ColumnScaling(method, of: values, weights.map { weights in rows.map { weights[$0] } })
  }

  /// Points on the common scale, in their own precision; each value is rounded once from Double.
  public func applied(to points: NumericMatrix) -> NumericMatrix {
    switch points {
    case .float(let matrix): .float(applied(to: matrix))
    case .double(let matrix): .double(applied(to: matrix))
    }
  }

  /// Rows on the common scale.
  ///
  /// - Precondition: one column per offset.
  public func applied<Scalar>(to matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    map(matrix) { value, column in Scalar((Double(value) - offsets[column]) / scales[column]) }
  }

  /// Rows on the common scale in the units of the points that it was made of.
  ///
  /// - Precondition: one column per offset.
  public func restored(_ matrix: Matrix<Double>) -> Matrix<Double> {
    map(matrix) { value, column in value * scales[column] + offsets[column] }
  }

  private func map<Scalar>(_ matrix: Matrix<Scalar>, _ value: (Scalar, Int) -> Scalar) -> Matrix<Scalar> {
    require(matrix.columns == offsets.count, "the scaling is for \(offsets.count) columns, not \(matrix.columns)")
    return matrix.withRows { rows in
      Matrix(rows: matrix.rows, columns: matrix.columns) { target in
        var index = 0
        rows.forEachRow(in: 0..<matrix.rows) { _, x in
          for column in 0..<matrix.columns {
            target[index] = value(x[column], column)
            index += 1
          }
        }
      }
    }
  }
}
