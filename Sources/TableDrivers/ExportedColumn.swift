internal import CArrowInterface
internal import VectorFiles

/// A column on its way to a driver.
struct ExportedColumn {
  /// What stands in a row; nil, or an empty text, where there is no value.
  enum Values {
    case int32((Int) -> Int32?)
    case int64((Int) -> Int64?)
    case float32((Int) -> Float?)
    case float64((Int) -> Double?)
    case texts(ExportedTexts)
    case vectors(ExportedVectors)
  }

  var name: String
  let values: Values

  init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }

  /// Numbers, NaN where there is none.
  init(_ name: String, _ numbers: [Double]) { self.init(name, .float64 { numbers[$0].isNaN ? nil : numbers[$0] }) }

  var schema: ArrowSchema {
    let format: ArrowNumber
    switch values {
    case .int32: format = .int32
    case .int64: format = .int64
    case .float32: format = .float32
    case .float64: format = .float64
    case .texts: return ArrowSchema(exporting: "U", name)
    case .vectors(let vectors): return vectors.schema(name)
    }
    return ArrowSchema(exporting: format.rawValue, name)
  }

  /// The values of some rows.
  func array(_ rows: Range<Int>) -> ArrowArray {
    switch values {
    case .int32(let value): numbers(rows, 0, value)
    case .int64(let value): numbers(rows, 0, value)
    case .float32(let value): numbers(rows, 0, value)
    case .float64(let value): numbers(rows, 0, value)
    case .texts(let texts): texts.array(rows)
    case .vectors(let vectors): vectors.array(rows)
    }
  }

  private func numbers<Value>(_ rows: Range<Int>, _ nothing: Value, _ value: (Int) -> Value?) -> ArrowArray {
    let memory = ArrowMemory()
    let values = memory.room(Value.self, rows.count)
    var validity = ExportedValidity(memory, rows.count)
    for (index, row) in rows.enumerated() {
      let found = value(row)
      values.advanced(by: index).initialize(to: found ?? nothing)
      if found == nil { validity.remove(index) }
    }
    return ArrowArray(
      exporting: rows.count, missing: validity.missing, buffers: [validity.bits, UnsafeRawPointer(values)], memory)
  }
}

/// Which values are there: one bit each, once one of them is not.
struct ExportedValidity {
  private let memory: ArrowMemory
  private let count: Int
  private var bytes: UnsafeMutablePointer<UInt8>?
  private(set) var missing = 0

  init(_ memory: ArrowMemory, _ count: Int) { (self.memory, self.count) = (memory, count) }

  var bits: UnsafeRawPointer? { UnsafeRawPointer(bytes) }

  mutating func remove(_ index: Int) {
    let bytes: UnsafeMutablePointer<UInt8>
    if let before = self.bytes {
      bytes = before
    } else {
      bytes = memory.room(UInt8.self, (count + 7) / 8)
      bytes.initialize(repeating: 0xFF, count: (count + 7) / 8)
      self.bytes = bytes
    }
    bytes[index >> 3] &= ~(1 << UInt8(index & 7))
    missing += 1
  }
}
