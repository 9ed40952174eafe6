internal import Matrices

extension Tensor: CustomStringConvertible {
  /// The shape and the elements, of a tensor above 1000 elements those of its corners:
  ///
  /// ```text
  /// [2, 3] of Double
  /// [[0.0, 1.0, 2.0],
  ///  [3.0, 4.0, 5.0]]
  /// ```
  ///
  /// A single value is its element alone. (Reading a tensor so does not cut a gradient.)
  public var description: String {
    let text = ArrayText(shape: shape).text { "\(elements[$0])" }
    return rank == 0 ? text : "\(shape) of \(Element.self)\n\(text)"
  }
}
