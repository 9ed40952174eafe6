internal import IndexFiles
internal import Matrices
internal import TableDrivers

extension VectorTable {
  /// The table of an external build of VectorChord's: id, parent, vector.
  init(_ table: CentroidTable) {
    self.init(
      keys: [
        Key("id", table.rows.map { Int32($0.id) }), Key("parent", table.rows.map { $0.parent.map(Int32.init) }),
      ], isUniqueBy: 1, vectors: Matrix(table.rows.map(\.vector)))
  }

  /// Centroids alone: id, vector.
  init(centroids: CentroidTable) {
    self.init(centroids)
    keys.removeLast()
  }

  /// Codes of a codebook: part, code, vector.
  init(_ table: CodebookTable) {
    self.init(
      keys: [Key("part", table.rows.map { Int32($0.part) }), Key("code", table.rows.map { Int32($0.code) })],
      isUniqueBy: 2, vectors: Matrix(table.rows.map(\.vector)))
  }
}
