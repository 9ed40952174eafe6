internal import Refusals

extension NumPyFile {
  /// Writes values of any shape as float32, the last index fastest.
  ///
  /// - Precondition: there are as many as the shape says.
  public static func write(_ values: [Float], shape: [Int], to path: String) throws(VectorFileError) {
    require(values.count == shape.reduce(1, *), "an array has as many elements as its shape says")
    try write(values, type: "f4", shape: shape, to: path)
  }

  /// Writes values of shape (n, columns) as int32, as neighbours are.
  ///
  /// - Precondition: they fill their last row.
  public static func write(_ values: [Int32], columns: Int, to path: String) throws(VectorFileError) {
    require(columns > 0 && values.count % columns == 0, "rows have as many elements as there are columns")
    try write(values, type: "i4", shape: [values.count / columns, columns], to: path)
  }

  /// Writes values of shape (n, columns) as float64.
  ///
  /// - Precondition: they fill their last row.
  public static func write(_ values: [Double], columns: Int, to path: String) throws(VectorFileError) {
    require(columns > 0 && values.count % columns == 0, "rows have as many elements as there are columns")
    try write(values, type: "f8", shape: [values.count / columns, columns], to: path)
  }

  private static func write<Value: BitwiseCopyable>(
    _ values: [Value], type: String, shape: [Int], to path: String
  ) throws(VectorFileError) {
    try values.withUnsafeBufferPointer { values throws(VectorFileError) in
      try write(UnsafeRawBufferPointer(values), type: type, shape: shape, to: path)
    }
  }
}
