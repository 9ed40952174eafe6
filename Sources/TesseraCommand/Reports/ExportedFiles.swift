internal import IndexFiles
internal import Matrices
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
  var lists: Int?
  var rows = 0

  init(_ index: FaissIndex) {
    files = [File(name: "") { path throws(VectorFileError) in try index.write(to: path) }]
    (kind, rows) = (index.innermost.name, index.count)
    if case .lists(let lists) = index.innermost.content { self.lists = lists.sizes.count }
  }

  init(_ table: CentroidTable) {
    files = [File(name: "") { path throws(VectorFileError) in try table.write(to: path) }]
    (kind, lists) = ("table", table.rows.count)
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

  /// Writes them all, or none: one file, or a folder of several.
  func write(to output: String, isFolder: Bool) throws(VectorFileError) {
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
