internal import CArrowInterface
internal import VectorFiles

/// Texts one behind the other.
struct ExportedTexts {
  private var bytes: [UInt8] = []
  private var ends = [0]

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  var count: Int { ends.count - 1 }

  /// The numbers that the texts are, nil for an empty one; nil where one of them is not the usual way to write a whole number:
  /// what is no number, `007`, `+1`.
  var wholeNumbers: [Int64?]? {
    var found: [Int64?] = []
    found.reserveCapacity(count)
    for index in 0..<count {
      let text = bytes[ends[index]..<ends[index + 1]]
      guard !text.isEmpty else {
        found.append(nil)
        continue
      }
      guard let number = WholeNumber.value(of: text) else { return nil }
      found.append(number)
    }
    return found.contains { $0 != nil } ? found : nil
  }

  /// The texts of some rows, with offsets of eight bytes.
  func array(_ rows: Range<Int>) -> ArrowArray {
    let memory = ArrowMemory()
    let offsets = memory.room(Int64.self, rows.count + 1)
    let start = ends[rows.lowerBound]
    let content = bytes[start..<ends[rows.upperBound]]
    let texts = memory.room(UInt8.self, content.count)
    content.withUnsafeBufferPointer { if let base = $0.baseAddress { texts.initialize(from: base, count: $0.count) } }
    var validity = ExportedValidity(memory, rows.count)
    for (index, row) in (rows.lowerBound...rows.upperBound).enumerated() {
      offsets.advanced(by: index).initialize(to: Int64(ends[row] - start))
      if row < rows.upperBound, ends[row] == ends[row + 1] { validity.remove(index) }
    }
    return ArrowArray(
      exporting: rows.count, missing: validity.missing,
      buffers: [validity.bits, UnsafeRawPointer(offsets), UnsafeRawPointer(texts)], memory)
  }
}

extension ExportedColumn {
  /// The names of rows: numbers where they are row numbers, or written like whole numbers without exception and not from a column of
  /// texts; else texts.
  init(_ name: String, _ names: RowNames, rows: Int) throws(VectorFileError) {
    guard names.heading != nil else {
      self.init(name, .int64 { Int64($0) })
      return
    }
    var texts = ExportedTexts()
    try names.forEach(rows) { _, text throws(VectorFileError) in texts.append(text) }
    let none: [UInt8] = []
    none.withUnsafeBufferPointer { while texts.count < rows { texts.append($0) } }
    if !names.areTexts, let numbers = texts.wholeNumbers {
      self.init(name, .int64 { numbers[$0] })
    } else {
      self.init(name, .texts(texts))
    }
  }
}
