/// An HDF5 file that is open: which of its datasets there are.
struct HDF5Content: ~Copyable {
  private let root: HDF5Root
  /// In the order of their names.
  let arrays: [NamedArray]

  /// Opens a file by its name or, where it was taken out of something else, as the bytes that it is.
  init(_ source: MappedFile, _ library: HDF5Library) throws(VectorFileError) {
    let root = try HDF5Root(source, library)
    arrays = try Self.arrays(of: root)
    self.root = root
  }

  private static func arrays(of root: borrowing HDF5Root) throws(VectorFileError) -> [NamedArray] {
    var arrays: [NamedArray] = []
    for name in try root.names() {
      let object = try root.open(name)
      guard root.library.functions.kind(object.id) == dataset else { continue }
      let content = try HDF5Dataset(object, root.library).map { NamedArray.Content.numbers($0.elementType, $0.shape) }
      arrays.append(NamedArray(name: name, content: content ?? .other))
    }
    return arrays
  }

  private static let dataset: Int32 = 5

  /// One of the datasets of numbers.
  func matrix(_ name: String, of source: MappedFile) throws(VectorFileError) -> StoredMatrix {
    let object = try root.open(name)
    guard let dataset = try HDF5Dataset(object, root.library) else {
      throw source.failure(.file, "“\(name)” holds no real numbers", "name another dataset")
    }
    return try dataset.matrix(object, of: source, title: "\(source.path):\(name)")
  }
}
