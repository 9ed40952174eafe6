/// Keeps a matrix's elements alive. Only a matrix that holds it alone writes them (``Matrix/withUnsafeMutableElements(_:)``), hence
/// `@unchecked Sendable`.
@usableFromInline
final class MatrixStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let elements: UnsafeBufferPointer<Scalar>
  /// Whether the elements may be written: a matrix's own, and not somebody else's that it borrows.
  @usableFromInline let isOwned: Bool
  @usableFromInline let release: @Sendable () -> Void

  @inlinable init(elements: UnsafeBufferPointer<Scalar>, isOwned: Bool, release: @escaping @Sendable () -> Void) {
    self.elements = elements
    self.isOwned = isOwned
    self.release = release
  }

  @inlinable deinit { release() }
}
