public import Matrices
internal import Refusals

extension SafeTensorsFile {
  /// One tensor: a shape and its elements as bytes.
  public struct Tensor: Sendable, Equatable {
    /// The type of one element.
    public let elementType: ElementType
    /// The extents; empty for a single value.
    public let shape: [Int]
    /// The elements, little-endian, the last index running fastest.
    public let bytes: [UInt8]

    /// A tensor of elements in the order and form of the file.
    ///
    /// - Precondition: no extent is negative, and `bytes` holds exactly the elements of the shape.
    public init(elementType: ElementType, shape: [Int], bytes: [UInt8]) {
      require(
        Self.byteCount(elementType, shape) == bytes.count, "a tensor needs exactly the bytes of its elements")
      self.elementType = elementType
      self.shape = shape
      self.bytes = bytes
    }

    /// A float32 tensor of shape (rows, columns).
    public init(_ matrix: Matrix<Float>) {
      self.init(
        elementType: .float32, shape: [matrix.rows, matrix.columns],
        bytes: matrix.withUnsafeElements { Self.bytes(of: $0.lazy.map(\.bitPattern)) })
    }

    /// A float64 tensor of shape (rows, columns).
    public init(_ matrix: Matrix<Double>) {
      self.init(
        elementType: .float64, shape: [matrix.rows, matrix.columns],
        bytes: matrix.withUnsafeElements { Self.bytes(of: $0.lazy.map(\.bitPattern)) })
    }

    /// A uint64 tensor of one dimension.
    public init(_ words: [UInt64]) {
      self.init(elementType: .uint64, shape: [words.count], bytes: Self.bytes(of: words))
    }

    /// The elements, where they are of type uint64; else nil.
    public var words: [UInt64]? { elementType == .uint64 ? values { $0 as UInt64 } : nil }

    /// The tensor as a matrix when it has one dimension (then n x 1) or two and a type of floating point; else nil.
    ///
    /// float16 and bfloat16 become Float, exactly.
    public var matrix: NumericMatrix? {
      guard shape.count == 1 || shape.count == 2 else { return nil }
      let (rows, columns) = (shape[0], shape.count == 2 ? shape[1] : 1)
      return switch elementType {
      case .float16: .float(Matrix(rows: rows, columns: columns, elements: values(Float.init(halfPrecisionBits:))))
      case .bfloat16:
        .float(Matrix(rows: rows, columns: columns, elements: values { Float(bitPattern: UInt32($0 as UInt16) << 16) }))
      case .float32: .float(Matrix(rows: rows, columns: columns, elements: values(Float.init(bitPattern:))))
      case .float64: .double(Matrix(rows: rows, columns: columns, elements: values(Double.init(bitPattern:))))
      default: nil
      }
    }

    /// The size of a tensor, or nil if it is negative or does not fit Int.
    static func byteCount(_ elementType: ElementType, _ shape: [Int]) -> Int? {
      guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
      if shape.contains(0) { return 0 }
      var count = elementType.byteCount
      for extent in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: extent)
        if overflow { return nil }
        count = product
      }
      return count
    }

    private static func bytes<Bits: FixedWidthInteger>(of values: some Collection<Bits>) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(values.count * MemoryLayout<Bits>.size)
      for value in values { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
      return bytes
    }

    private func values<Bits: FixedWidthInteger & BitwiseCopyable, Value>(_ value: (Bits) -> Value) -> [Value] {
      bytes.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: MemoryLayout<Bits>.size).map { offset in
          value(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self)))
        }
      }
    }
  }
}
