public import Matrices

/// numpy's `.npy`: the first column of a table (int32 or float64, NaN where there is no value), or a matrix in the type of
/// the data (float32 for whole numbers).
public struct NumPyOutput: OutputFormat {
  public let suffix = ".npy"
  public let isTable = false

  public init() {}

  public func write(_ table: OutputTable, to path: String) throws(VectorFileError) {
    switch table.columns.first?.values {
    case .integers(let values): try NumPyFile.write(values, to: path, meter: table.meter)
    case .numbers(let values): try NumPyFile.write(values, to: path, meter: table.meter)
    case nil: try NumPyFile.write([Int32](), to: path)
    }
  }

  public func write(
    _ matrix: Matrix<Double>, headings: [String], type: ElementType, to path: String
  ) throws(VectorFileError) {
    if type == .float64 {
      try NumPyFile.write(matrix, to: path)
    } else {
      try NumPyFile.write(matrix.converted(to: Float.self), to: path)
    }
  }
}
