public import Autograd
internal import Matrices
public import VectorFiles

extension SafeTensorsFile.Tensor {
  /// A float32 tensor of the same shape.
  ///
  /// ```swift
  /// var file = SafeTensorsFile()
  /// file.tensors["weights"] = SafeTensorsFile.Tensor(weights)
  /// try file.write(to: "model.safetensors")
  /// let read = try SafeTensorsFile(contentsOf: "model.safetensors").tensors["weights"].flatMap { Tensor<Float>($0) }
  /// ```
  public init(_ tensor: Tensor<Float>) {
    self.init(elementType: .float32, shape: tensor.shape, bytes: Self.bytes(of: tensor.elements) { $0.bitPattern })
  }

  /// A float64 tensor of the same shape.
  public init(_ tensor: Tensor<Double>) {
    self.init(elementType: .float64, shape: tensor.shape, bytes: Self.bytes(of: tensor.elements) { $0.bitPattern })
  }

  /// An int64 tensor of the same shape.
  public init(_ tensor: Tensor<Int>) {
    self.init(elementType: .int64, shape: tensor.shape, bytes: Self.bytes(of: tensor.elements) { Int64($0) })
  }

  /// A tensor of truth values, a byte each.
  public init(_ tensor: Tensor<Bool>) {
    self.init(elementType: .bool, shape: tensor.shape, bytes: tensor.elements.map { $0 ? 1 : 0 })
  }

  private static func bytes<Element, Bits: FixedWidthInteger>(
    of elements: [Element], _ bits: (Element) -> Bits
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(elements.count * MemoryLayout<Bits>.size)
    for element in elements { withUnsafeBytes(of: bits(element).littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  fileprivate func values<Bits: FixedWidthInteger & BitwiseCopyable, Value>(_ value: (Bits) -> Value?) -> [Value]? {
    bytes.withUnsafeBytes { bytes in
      var values: [Value] = []
      values.reserveCapacity(bytes.count / MemoryLayout<Bits>.size)
      for offset in stride(from: 0, to: bytes.count, by: MemoryLayout<Bits>.size) {
        guard let next = value(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self))) else {
          return nil
        }
        values.append(next)
      }
      return values
    }
  }

  /// Elements that Float holds exactly; else nil.
  fileprivate var floats: [Float]? {
    switch elementType {
    case .float16: values { Float(halfPrecisionBits: $0) }
    case .bfloat16: values { Float(bitPattern: UInt32($0 as UInt16) << 16) }
    case .float32: values { Float(bitPattern: $0) }
    default: nil
    }
  }
}

extension Tensor<Float> {
  /// The tensor of a file, where its elements are float16, bfloat16 or float32, all of which Float holds exactly; else nil.
  public init?(_ stored: SafeTensorsFile.Tensor) {
    guard let elements = stored.floats else { return nil }
    self.init(elements, shape: stored.shape)
  }
}

extension Tensor<Double> {
  /// The tensor of a file, where its elements are float16, bfloat16, float32 or float64, exactly; else nil.
  public init?(_ stored: SafeTensorsFile.Tensor) {
    let elements =
      stored.elementType == .float64
      ? stored.values { Double(bitPattern: $0) } : stored.floats.map { $0.map { Double($0) } }
    guard let elements else { return nil }
    self.init(elements, shape: stored.shape)
  }
}

extension Tensor<Int> {
  /// The tensor of a file, where its elements are whole numbers that an `Int` holds; else nil.
  public init?(_ stored: SafeTensorsFile.Tensor) {
    let elements: [Int]? =
      switch stored.elementType {
      case .int8: stored.values { (bits: Int8) in Int(bits) }
      case .uint8: stored.values { (bits: UInt8) in Int(bits) }
      case .int16: stored.values { (bits: Int16) in Int(bits) }
      case .uint16: stored.values { (bits: UInt16) in Int(bits) }
      case .int32: stored.values { (bits: Int32) in Int(bits) }
      case .uint32: stored.values { (bits: UInt32) in Int(exactly: bits) }
      case .int64: stored.values { (bits: Int64) in Int(exactly: bits) }
      case .uint64: stored.values { (bits: UInt64) in Int(exactly: bits) }
      default: nil
      }
    guard let elements else { return nil }
    self.init(elements, shape: stored.shape)
  }
}

extension Tensor<Bool> {
  /// The tensor of a file, where its elements are truth values, bytes of 0 and 1; else nil.
  public init?(_ stored: SafeTensorsFile.Tensor) {
    guard stored.elementType == .bool, stored.bytes.allSatisfy({ $0 <= 1 }) else { return nil }
    self.init(stored.bytes.map { $0 == 1 }, shape: stored.shape)
  }
}
