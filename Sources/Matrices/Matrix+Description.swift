extension Matrix: CustomStringConvertible {
  /// The shape and the elements, of a matrix above 1000 elements those of its corners:
  ///
  /// ```text
  /// 2 x 3 of Float
  /// [[0.0, 1.0, 2.0],
  ///  [3.0, 4.0, 5.0]]
  /// ```
  public var description: String {
    let elements = ArrayText(shape: [rows, columns]).text { "\(self[$0 / columns, $0 % columns])" }
    return "\(rows) x \(columns) of \(Scalar.self)\n\(elements)"
  }
}

extension NumericMatrix: CustomStringConvertible {
  /// That of the matrix.
  public var description: String {
    switch self {
    case .float(let matrix): matrix.description
    case .double(let matrix): matrix.description
    }
  }
}
