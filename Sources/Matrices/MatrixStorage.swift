/// Keeps a matrix's elements alive: they are never written after `init`, hence `@unchecked Sendable`.
@usableFromInline
final class MatrixStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let elements: UnsafeBufferPointer<Scalar>
  @usableFromInline let release: @Sendable () -> Void

  @inlinable init(elements: UnsafeBufferPointer<Scalar>, release: @escaping @Sendable () -> Void) {
    self.elements = elements
    self.release = release
  }

  @inlinable deinit { release() }
}
