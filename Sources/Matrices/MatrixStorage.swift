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
  /// All rows, where some have elements of another type; else empty.
  @usableFromInline let encoded: [EncodedRows]
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
    (self.elements, parts, encoded, self.isOwned, self.release) = (elements, [], [], isOwned, release)
  }

  /// Some of somebody else's elements.
  convenience init(elements: UnsafeBufferPointer<Scalar>, owners: [MatrixStorage]) {
    self.init(elements: elements, isOwned: false) { withExtendedLifetime(owners) {} }
  }

  /// - Parameter owners: of the rows.
  @usableFromInline init(parts: [RowPart<Scalar>], owners: [MatrixStorage]) {
    (elements, self.parts, encoded, isOwned) = (UnsafeBufferPointer(start: nil, count: 0), parts, [], false)
    release = { withExtendedLifetime(owners) {} }
  }

  init(encoded: [EncodedRows], release: @escaping @Sendable () -> Void) {
    (elements, parts, self.encoded, isOwned) = (UnsafeBufferPointer(start: nil, count: 0), [], encoded, false)
    self.release = release
  }

  /// Whether the elements lie row by row without gaps.
  @inlinable var isContiguous: Bool { parts.isEmpty && encoded.isEmpty }

  /// Where `rows` of `columns` elements lie; valid as long as this.
  @inlinable func view(rows: Int, columns: Int) -> RowView<Scalar> {
    if !encoded.isEmpty {
      return RowView(
        count: rows, columns: columns, first: RowPart(0..<0, at: start, stride: columns), parts: [], encoded: encoded)
    }
    if !parts.isEmpty {
      return RowView(count: rows, columns: columns, first: parts[0], parts: parts.count > 1 ? parts : [])
    }
    return RowView(count: rows, columns: columns, first: RowPart(0..<rows, at: start, stride: columns), parts: [])
  }

  deinit { release() }

  /// The rows one after the other: a copy, made when first asked for, where they do not lie like that.
  @usableFromInline func contiguous(rows: Int, columns: Int) -> MatrixStorage {
    if isContiguous { return self }
    return copy.withLock { copy in
      if let copy { return copy }
      let elements = UnsafeMutableBufferPointer<Scalar>.allocatingPiece(rows * columns)
      if let start = elements.baseAddress, rows > 0, columns > 0 {
        view(rows: rows, columns: columns).copy(0..<rows, to: start)
      }
      nonisolated(unsafe) let owned = elements
      let made = MatrixStorage(elements: UnsafeBufferPointer(elements), isOwned: true) { owned.deallocatePiece() }
      copy = made
      return made
    }
  }
}
