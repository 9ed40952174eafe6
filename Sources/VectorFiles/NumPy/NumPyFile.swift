public import Matrices

/// Reads and writes numpy's `.npy` files.
///
/// ``VectorFileReader`` reads them; the functions here write version 1.0, C order, in this machine's byte order, whole
/// or not at all (``AtomicFile``).
///
/// ```swift
/// try NumPyFile.write(model.centroids, to: "centroids.npy")   // (k, d) float64
/// try NumPyFile.write(labels, to: "labels.npy")               // (n,) int32
/// ```
public enum NumPyFile {
  /// Writes a matrix of shape (rows, columns) as float32.
  public static func write(_ matrix: Matrix<Float>, to path: String) throws(VectorFileError) {
    try matrix.withUnsafeElements { elements throws(VectorFileError) in
      try write(UnsafeRawBufferPointer(elements), type: "f4", shape: [matrix.rows, matrix.columns], to: path)
    }
  }

  /// Writes a matrix of shape (rows, columns) as float64.
  public static func write(_ matrix: Matrix<Double>, to path: String) throws(VectorFileError) {
    try matrix.withUnsafeElements { elements throws(VectorFileError) in
      try write(UnsafeRawBufferPointer(elements), type: "f8", shape: [matrix.rows, matrix.columns], to: path)
    }
  }

  /// Writes a matrix of shape (rows, columns) in its own precision.
  public static func write(_ matrix: NumericMatrix, to path: String) throws(VectorFileError) {
    switch matrix {
    case .float(let matrix): try write(matrix, to: path)
    case .double(let matrix): try write(matrix, to: path)
    }
  }

  /// Writes values of shape (n,) as int32, as labels are.
  ///
  /// - Parameter meter: hears how many bytes of them are written.
  public static func write(
    _ values: [Int32], to path: String, meter: WorkMeter? = nil
  ) throws(VectorFileError) {
    try write(values, type: "i4", to: path, meter)
  }

  /// Writes values of shape (n,) as float32.
  public static func write(_ values: [Float], to path: String) throws(VectorFileError) {
    try write(values, type: "f4", to: path)
  }

  /// Writes values of shape (n,) as float64.
  ///
  /// - Parameter meter: hears how many bytes of them are written.
  public static func write(
    _ values: [Double], to path: String, meter: WorkMeter? = nil
  ) throws(VectorFileError) {
    try write(values, type: "f8", to: path, meter)
  }

  /// - Parameter shape: nil for (n,).
  static func write<Value: BitwiseCopyable>(
    _ values: [Value], type: String, shape: [Int]? = nil, to path: String, _ meter: WorkMeter? = nil
  ) throws(VectorFileError) {
    try values.withUnsafeBufferPointer { values throws(VectorFileError) in
      try write(UnsafeRawBufferPointer(values), type: type, shape: shape ?? [values.count], to: path, meter)
    }
  }

  static func write(
    _ elements: UnsafeRawBufferPointer, type: String, shape: [Int], to path: String, _ meter: WorkMeter? = nil
  ) throws(VectorFileError) {
    try header(type: type, shape: shape).withUnsafeBufferPointer { header throws(VectorFileError) in
      try AtomicFile.write([UnsafeRawBufferPointer(header), elements], to: path, meter)
    }
  }

  /// Magic, version, length and dictionary, filled with spaces so that the elements begin at a multiple of 64.
  private static func header(type: String, shape: [Int]) -> [UInt8] {
    let order = type.hasSuffix("1") ? "|" : 1.littleEndian == 1 ? "<" : ">"
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(order)\(type)', 'fortran_order': False, 'shape': (\(extents)), }"
    let total = (10 + text.utf8.count + 1 + 63) / 64 * 64
    let length = UInt16(total - 10)
    var bytes = NumPyHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
    bytes += Array(repeating: UInt8(ascii: " "), count: total - 1 - bytes.count)
    return bytes + [UInt8(ascii: "\n")]
  }
}
