internal import CArrowInterface
internal import VectorFiles

/// The values of a column in a batch, as numbers. Positions are those of the column, its offset left aside.
struct ArrowColumn {
  let length: Int
  private let type: ArrowType
  private let offset: Int
  private let values: UnsafeRawPointer?
  /// One bit per value, 0 where it is missing; nil where none is.
  private let validity: UnsafePointer<UInt8>?
  /// The values of a dictionary.
  private let dictionary: [Double]

  init(_ array: ArrowArray, _ type: ArrowType) {
    (length, offset, self.type) = (Int(array.length), Int(array.offset), type)
    validity = Self.validity(of: array)
    values = array.n_buffers > 1 ? array.buffers?[1] : nil
    if case .places(_, of: let content) = type, let dictionary = array.dictionary {
      self.dictionary = ArrowColumn(dictionary.pointee, content).all()
    } else {
      dictionary = []
    }
  }

  /// The bitmap of an array; nil where nothing is missing.
  static func validity(of array: ArrowArray) -> UnsafePointer<UInt8>? {
    guard array.null_count != 0, array.n_buffers > 0, let bits = array.buffers?[0] else { return nil }
    return bits.assumingMemoryBound(to: UInt8.self)
  }

  func isMissing(_ position: Int) -> Bool { validity.map { !Self.bit($0, offset + position) } ?? false }

  static func bit(_ bits: UnsafePointer<UInt8>, _ index: Int) -> Bool { bits[index >> 3] >> UInt8(index & 7) & 1 == 1 }

  private func all() -> [Double] {
    var found = [Double](repeating: .nan, count: length)
    found.withUnsafeMutableBufferPointer { found in
      if let target = found.baseAddress { write(0..<length, to: target, stride: 1) }
    }
    return found
  }

  /// Writes numbers, NaN where one is missing, at every `stride`-th place.
  func write<Scalar: FileScalar>(_ range: Range<Int>, to target: UnsafeMutablePointer<Scalar>, stride: Int) {
    guard !range.isEmpty else { return }
    let start = offset + range.lowerBound
    copy(start, range.count, target, stride)
    guard let validity else { return }
    for index in 0..<range.count where !Self.bit(validity, start + index) { target[index * stride] = .nan }
  }

  private func copy<Scalar: FileScalar>(
    _ start: Int, _ count: Int, _ target: UnsafeMutablePointer<Scalar>, _ stride: Int
  ) {
    guard let values else { return fill(count, target, stride) }
    func each<Source>(_: Source.Type, _ convert: (Source) -> Scalar) {
      let source = values.assumingMemoryBound(to: Source.self) + start
      for index in 0..<count { target[index * stride] = convert(source[index]) }
    }
    switch type {
    case .numbers(.int8): each(Int8.self) { Scalar($0) }
    case .numbers(.uint8): each(UInt8.self) { Scalar($0) }
    case .numbers(.int16): each(Int16.self) { Scalar($0) }
    case .numbers(.uint16): each(UInt16.self) { Scalar($0) }
    case .numbers(.int32): each(Int32.self) { Scalar($0) }
    case .numbers(.uint32): each(UInt32.self) { Scalar($0) }
    case .numbers(.int64): each(Int64.self) { Scalar($0) }
    case .numbers(.uint64): each(UInt64.self) { Scalar($0) }
    case .numbers(.float16): each(UInt16.self) { Scalar(Float(halfPrecisionBits: $0)) }
    case .numbers(.float32): each(Float.self) { Scalar($0) }
    case .numbers(.float64): each(Double.self) { Scalar($0) }
    case .decimals(4, let scale): each(Int32.self) { Scalar(Self.decimal(Int128($0), scale)) }
    case .decimals(8, let scale): each(Int64.self) { Scalar(Self.decimal(Int128($0), scale)) }
    case .decimals(_, let scale):
      // Not always at a multiple of 16.
      for index in 0..<count {
        let value = values.loadUnaligned(fromByteOffset: 16 * (start + index), as: Int128.self)
        target[index * stride] = Scalar(Self.decimal(Int128(littleEndian: value), scale))
      }
    case .booleans:
      let bits = values.assumingMemoryBound(to: UInt8.self)
      for index in 0..<count { target[index * stride] = Self.bit(bits, start + index) ? 1 : 0 }
    case .places(let number, of: _):
      func place(_ index: Int) -> Scalar { dictionary.indices.contains(index) ? Scalar(dictionary[index]) : .nan }
      switch number {
      case .int8: each(Int8.self) { place(Int($0)) }
      case .uint8: each(UInt8.self) { place(Int($0)) }
      case .int16: each(Int16.self) { place(Int($0)) }
      case .uint16: each(UInt16.self) { place(Int($0)) }
      case .int32: each(Int32.self) { place(Int($0)) }
      case .uint32: each(UInt32.self) { place(Int($0)) }
      case .int64: each(Int64.self) { place(Int($0)) }
      case .uint64: each(UInt64.self) { place(Int(truncatingIfNeeded: $0)) }
      default: fill(count, target, stride)
      }
    case .texts, .times, .fixedLists, .lists, .blobs, .uuids, .nothing, .others: fill(count, target, stride)
    }
  }

  private func fill<Scalar: FileScalar>(_ count: Int, _ target: UnsafeMutablePointer<Scalar>, _ stride: Int) {
    for index in 0..<count { target[index * stride] = .nan }
  }

  /// value / 10^scale, rounded once.
  static func decimal(_ value: Int128, _ scale: Int) -> Double {
    if value.magnitude <= 1 << 53, 0...22 ~= scale { return Double(Int64(value)) / powers[scale] }
    // The parser of the standard library rounds once whatever the digits.
    return Double("\(value)e\(-scale)") ?? .nan
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
