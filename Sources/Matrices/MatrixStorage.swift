internal import Refusals
internal import Synchronization

/// Keeps a matrix's elements alive. Only a matrix that holds it alone writes them (``Matrix/withUnsafeMutableElements(_:)``), hence
/// `@unchecked Sendable`.
@usableFromInline
final class MatrixStorage<Scalar: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Row by row; empty where rows do not lie one after the other.
  @usableFromInline let elements: UnsafeBufferPointer<Scalar>
  /// Where rows lie that do not; else empty.
  @usableFromInline let parts: [RowPart<Scalar>]
  /// Whether the elements may be written: a matrix's own, and not somebody else's that it borrows.
  @usableFromInline let isOwned: Bool
  private let release: @Sendable () -> Void
  private let copy = Mutex<MatrixStorage?>(nil)

  /// Where the elements begin; nobody reads there where there are none.
  @inlinable var start: UnsafePointer<Scalar> {
    elements.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Scalar>.alignment)!
  }

  @usableFromInline init(elements: UnsafeBufferPointer<Scalar>, isOwned: Bool, release: @escaping @Sendable () -> Void)
  {
    (self.elements, parts, self.isOwned, self.release) = (elements, [], isOwned, release)
  }

  /// Some of somebody else's elements.
  convenience init(elements: UnsafeBufferPointer<Scalar>, owners: [MatrixStorage]) {
    self.init(elements: elements, isOwned: false) { withExtendedLifetime(owners) {} }
  }

  /// - Parameter owners: of the rows.
  @usableFromInline init(parts: [RowPart<Scalar>], owners: [MatrixStorage]) {
    (elements, self.parts, isOwned) = (UnsafeBufferPointer(start: nil, count: 0), parts, false)
    release = { withExtendedLifetime(owners) {} }
  }

  deinit { release() }

  /// The rows one after the other: a copy, made when first asked for, where they do not lie like that.
  @usableFromInline func contiguous(columns: Int) -> MatrixStorage {
    guard let last = parts.last else { return self }
    return copy.withLock { copy in
      if let copy { return copy }
      let count = last.rows.upperBound
      let elements = UnsafeMutableBufferPointer<Scalar>.allocatingPiece(count * columns)
      let view = RowView(count: count, columns: columns, first: parts[0], parts: parts)
      if let start = elements.baseAddress, count > 0, columns > 0 { view.copy(0..<count, to: start) }
      nonisolated(unsafe) let owned = elements
      let made = MatrixStorage(elements: UnsafeBufferPointer(elements), isOwned: true) { owned.deallocatePiece() }
      copy = made
      return made
    }
  }
}
