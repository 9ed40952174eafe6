/// Where tables and codes go as they are made, by several threads at once.
package struct PaletteSink: Sendable {
  /// Entries of tables, from this byte of all tables on.
  package var writeTables: @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void
  /// Packed codes, from this byte of all on.
  package var writeCodes: @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void
  /// Bytes of weights that are not wanted soon.
  package var putAway: @Sendable (UnsafeRawBufferPointer) -> Void

  package init(
    writeTables: @escaping @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void,
    writeCodes: @escaping @Sendable (UnsafeRawBufferPointer, _ offset: Int) throws -> Void,
    putAway: @escaping @Sendable (UnsafeRawBufferPointer) -> Void = { _ in }
  ) {
    (self.writeTables, self.writeCodes, self.putAway) = (writeTables, writeCodes, putAway)
  }
}
