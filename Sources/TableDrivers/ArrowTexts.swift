internal import CArrowInterface
internal import VectorFiles

/// The texts of a column in a batch, of whatever type it is: for the names of rows.
struct ArrowTextColumn {
  private let array: ArrowArray
  private let type: ArrowType
  private let numbers: ArrowColumn
  private let validity: UnsafePointer<UInt8>?

  init(_ array: ArrowArray, _ type: ArrowType) {
    (self.array, self.type) = (array, type)
    numbers = ArrowColumn(array, type)
    validity = ArrowColumn.validity(of: array)
  }

  /// The text of a row: empty where it is missing, or can have none.
  subscript(row: Int) -> String {
    if numbers.isMissing(row) { return "" }
    let place = Int(array.offset) + row
    switch type {
    case .texts(let layout):
      guard let bytes = bytes(place, layout) else { return "" }
      return String(decoding: bytes, as: UTF8.self)
    case .places(let number, of: let content):
      guard let dictionary = array.dictionary else { return "" }
      var code = 0.0
      ArrowColumn(array, .numbers(number)).write(row..<(row + 1), to: &code, stride: 1)
      guard let index = Int(exactly: code), index >= 0, index < Int(dictionary.pointee.length) else { return "" }
      return ArrowTextColumn(dictionary.pointee, content)[index]
    case .uuids:
      guard let values = array.n_buffers > 1 ? array.buffers?[1] : nil else { return "" }
      return Self.uuid(UnsafeRawBufferPointer(start: values + 16 * place, count: 16))
    case .numbers(.int64):
      guard let values = array.n_buffers > 1 ? array.buffers?[1] : nil else { return "" }
      return String(values.assumingMemoryBound(to: Int64.self)[place])
    case .numbers(.uint64):
      guard let values = array.n_buffers > 1 ? array.buffers?[1] : nil else { return "" }
      return String(values.assumingMemoryBound(to: UInt64.self)[place])
    case .decimals(let bytes, let scale) where scale.magnitude <= Self.mostDigits:
      guard let values = array.n_buffers > 1 ? array.buffers?[1] : nil else { return "" }
      let number: Int128 =
        switch bytes {
        case 4: Int128(values.assumingMemoryBound(to: Int32.self)[place])
        case 8: Int128(values.assumingMemoryBound(to: Int64.self)[place])
        // Not always at a multiple of 16.
        default: Int128(littleEndian: values.loadUnaligned(fromByteOffset: 16 * place, as: Int128.self))
        }
      return Self.text(number, scale: scale)
    default:
      var value = Double.nan
      numbers.write(row..<(row + 1), to: &value, stride: 1)
      return value.isNaN ? "" : Int(exactly: value).map(String.init) ?? "\(value)"
    }
  }

  /// As many as decimals of 256 bits may have.
  private static let mostDigits = 76

  /// number / 10^scale, all its digits, without zeros at the end of a fraction.
  static func text(_ number: Int128, scale: Int) -> String {
    let sign = number < 0 ? "-" : ""
    let digits = String(number.magnitude)
    guard scale > 0 else { return sign + digits + (number == 0 ? "" : String(repeating: "0", count: -scale)) }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let end = padded.dropLast(scale).endIndex
    let fraction = padded[end...].reversed().drop { $0 == "0" }.reversed()
    return sign + padded[..<end] + (fraction.isEmpty ? "" : "." + String(fraction))
  }

  /// In the usual form, as 7d444840-9dc0-11d1-b245-5ffdce74fad2.
  private static func uuid(_ bytes: UnsafeRawBufferPointer) -> String {
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }

  private func bytes(_ place: Int, _ layout: ArrowTexts) -> UnsafeRawBufferPointer? {
    func buffer(_ index: Int) -> UnsafeRawPointer? { array.n_buffers > Int64(index) ? array.buffers?[index] : nil }
    guard let first = buffer(1) else { return nil }
    let (start, end): (Int, Int)
    switch layout {
    case .small:
      let ends = first.assumingMemoryBound(to: Int32.self)
      (start, end) = (Int(ends[place]), Int(ends[place + 1]))
    case .large:
      let ends = first.assumingMemoryBound(to: Int64.self)
      (start, end) = (Int(ends[place]), Int(ends[place + 1]))
    case .views:
      // Sixteen bytes: the length, and either the text or its first bytes, its buffer and where it begins there.
      let view = first + 16 * place
      let length = Int(view.loadUnaligned(as: Int32.self))
      if length <= 12 { return UnsafeRawBufferPointer(start: view + 4, count: length) }
      let index = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
      let begin = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
      return buffer(2 + index).map { UnsafeRawBufferPointer(start: $0 + begin, count: length) }
    }
    guard end > start else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return buffer(2).map { UnsafeRawBufferPointer(start: $0 + start, count: end - start) }
  }
}

extension ArrowStream {
  /// The texts of the first column, of all rows that are left.
  func texts() throws(VectorFileError) -> [String] {
    guard let type = try schema().fields.first?.type else { return [] }
    var found: [String] = []
    while let batch = try next() {
      let array = batch.pointer.pointee
      guard let column = array.n_children > 0 ? array.children?[0]?.pointee : nil else { continue }
      let texts = ArrowTextColumn(column, type)
      for row in 0..<Int(array.length) { found.append(texts[row + Int(array.offset)]) }
    }
    return found
  }
}
