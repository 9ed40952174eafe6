internal import IndexFiles
internal import Matrices
internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// The files of an export, and what is in them.
struct ExportedFiles {
  struct File {
    /// What an array is called; of other files nothing.
    let name: String
    let write: (_ path: String) throws(VectorFileError) -> Void
  }

  let files: [File]
  /// What is written, in the words of who takes it.
  let kind: String
  private(set) var lists: Int?
  private(set) var rows = 0
  /// What goes to a database, where that is where it goes.
  private var table: VectorTable?
  /// The type of the vectors there, once they are written.
  private(set) var vectorType: String?

  init(_ index: FaissIndex) {
    files = [File(name: "") { path throws(VectorFileError) in try index.write(to: path) }]
    (kind, rows) = (index.innermost.name, index.count)
    if case .lists(let lists) = index.innermost.content { self.lists = lists.sizes.count }
  }

  init(_ table: CentroidTable) {
    files = [File(name: "") { path throws(VectorFileError) in try table.write(to: path) }]
    (kind, lists, self.table) = ("table", table.rows.count, VectorTable(table))
  }

  init(_ table: VectorTable) {
    files = [File(name: "") { path throws(VectorFileError) in _ = try DatabaseOutput().write(table, to: path) }]
    (kind, lists, self.table) = ("table", table.vectors.rows, table)
  }

  /// - Parameter suffix: that of the arrays' files.
  init(_ arrays: CuVSArrays, lists: Int?, suffix: String) {
    files = arrays.arrays.map { array in
      File(name: array.name + suffix) { path throws(VectorFileError) in
        try NumPyFile.write(array.elements, shape: array.shape, to: path)
      }
    }
    (kind, self.lists) = ("arrays", lists)
  }

  init(_ arrays: LanceArrays, lists: Int?, suffix: String) {
    files = arrays.arrays.map { array in
      File(name: array.name + suffix) { path throws(VectorFileError) in
        try ArrowListFile.write(array.matrix, named: array.name, to: path)
      }
    }
    (kind, self.lists) = ("arrays", lists)
  }

  /// Writes them all, or none: a table of a database, one file, or a folder of several.
  mutating func write(to output: String, isFolder: Bool) throws(VectorFileError) {
    if let table, DatabaseTable.isNamed(by: output) {
      vectorType = try DatabaseOutput().write(table, to: output)
      return
    }
    guard isFolder else { return try files[0].write(OutputPlace.path(output)) }
    var folder = try OutputFolder(output)
    for file in files { try folder.write(file.name, file.write) }
    try folder.finish()
  }
}

extension FaissIndex {
  /// Without ids of their own, and the maps before it.
  fileprivate var innermost: FaissIndex {
    switch content {
    case .transformed(_, let index), .numbered(_, let index): index.innermost
    default: self
    }
  }
}
