/// Keeps a matrix's elements alive: they are never written after `init`, hence `@unchecked Sendable`.
final class MatrixStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  let elements: UnsafeBufferPointer<Scalar>
  private let release: @Sendable () -> Void

  init(elements: UnsafeBufferPointer<Scalar>, release: @escaping @Sendable () -> Void) {
    self.elements = elements
    self.release = release
  }

  deinit { release() }
}
