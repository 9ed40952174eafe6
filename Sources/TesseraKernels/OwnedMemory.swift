internal import Matrices

/// Pieces of memory that are freed together, with their owner: for what several threads read, or write in different places.
///
/// Each begins at a cache line.
public struct OwnedMemory: ~Copyable {
  private var pieces: [UnsafeMutableRawBufferPointer] = []

  public init() {}

  deinit {
    for piece in pieces {
      guard let start = piece.baseAddress else { continue }
      if !PieceSource.free(start, byteCount: piece.count) { start.deallocate() }
    }
  }

  /// Bytes that hold nothing yet.
  public mutating func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    let size = max(1, count)
    let piece = PieceSource.allocate(size) ?? .allocate(byteCount: size, alignment: 64)
    pieces.append(UnsafeMutableRawBufferPointer(start: piece, count: size))
    return piece
  }

  /// Room for `count` values, which are to be initialized.
  @inlinable public mutating func room<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
    bytes(count * MemoryLayout<Value>.stride).bindMemory(to: Value.self, capacity: count)
  }

  /// `count` times one value.
  @inlinable public mutating func fill<Value: BitwiseCopyable>(
    _ count: Int, with value: Value
  ) -> UnsafeMutablePointer<Value> {
    let start: UnsafeMutablePointer<Value> = room(count)
    start.initialize(repeating: value, count: count)
    return start
  }

  /// A copy of an array that stays where it is.
  @inlinable public mutating func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafePointer<Value> {
    values.withUnsafeBufferPointer { copy($0) }
  }

  @inlinable public mutating func copy<Value: BitwiseCopyable>(_ values: UnsafeBufferPointer<Value>) -> UnsafePointer<
    Value
  > {
    let start: UnsafeMutablePointer<Value> = room(values.count)
    if let first = values.baseAddress { start.initialize(from: first, count: values.count) }
    return UnsafePointer(start)
  }
}
