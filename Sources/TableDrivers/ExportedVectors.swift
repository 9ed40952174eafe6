internal import CArrowInterface
internal import Matrices

/// The rows of a matrix as one column.
struct ExportedVectors {
  enum Form {
    /// Lists of as many numbers each.
    case floats, doubles
    /// The bytes of Floats, the lowest first.
    case blobs
  }

  private let matrix: Matrix<Double>
  private let form: Form

  init(_ matrix: Matrix<Double>, _ form: Form) { (self.matrix, self.form) = (matrix, form) }

  /// How many rows to hand over at once: some tens of megabytes.
  var batchRows: Int { max(1, min(1 << 16, (1 << 23) / max(1, matrix.columns))) }

  func schema(_ name: String) -> ArrowSchema {
    switch form {
    case .floats, .doubles:
      let number: ArrowNumber = form == .floats ? .float32 : .float64
      return ArrowSchema(
        exporting: "+w:\(matrix.columns)", name, children: [ArrowSchema(exporting: number.rawValue, "item")])
    case .blobs: return ArrowSchema(exporting: "Z", name)
    }
  }

  /// The vectors of some rows.
  func array(_ rows: Range<Int>) -> ArrowArray {
    switch form {
    case .floats: return lists(rows) { Float($0) }
    case .doubles: return lists(rows) { $0 }
    case .blobs:
      let memory = ArrowMemory()
      let bytes = elements(rows, memory) { Float($0).bitPattern.littleEndian }
      let offsets = memory.room(Int64.self, rows.count + 1)
      for index in 0...rows.count { offsets.advanced(by: index).initialize(to: Int64(4 * matrix.columns * index)) }
      return ArrowArray(exporting: rows.count, missing: 0, buffers: [nil, UnsafeRawPointer(offsets), bytes], memory)
    }
  }

  private func lists<Value>(_ rows: Range<Int>, _ value: (Double) -> Value) -> ArrowArray {
    let memory = ArrowMemory()
    let values = ArrowArray(
      exporting: rows.count * matrix.columns, missing: 0, buffers: [nil, elements(rows, memory, value)], memory)
    return ArrowArray(exporting: rows.count, missing: 0, buffers: [nil], ArrowMemory(), children: [values])
  }

  private func elements<Value>(
    _ rows: Range<Int>, _ memory: ArrowMemory, _ value: (Double) -> Value
  ) -> UnsafeRawPointer {
    let target = memory.room(Value.self, rows.count * matrix.columns)
    for (place, row) in rows.enumerated() {
      for column in 0..<matrix.columns {
        target.advanced(by: place * matrix.columns + column).initialize(to: value(matrix[row, column]))
      }
    }
    return UnsafeRawPointer(target)
  }
}
