/// An HDF5 file that is open: its names.
struct HDF5Root: ~Copyable {
  let library: HDF5Library
  private let file: HDF5Handle

  private var functions: HDF5Functions { library.functions }

  init(_ source: MappedFile, _ library: HDF5Library) throws(VectorFileError) {
    file = try Self.opened(source, library)
    self.library = library
  }

  private static func opened(_ source: MappedFile, _ library: HDF5Library) throws(VectorFileError) -> HDF5Handle {
    let functions = library.functions
    let list = try library.handle(functions.createList(functions.fileAccess), functions.closeList, "the library fails")
    let name: [CChar]
    if source.isMapped, source.depth == 0 {
      name = PathText.bytes(of: source.path).map(CChar.init(truncatingIfNeeded:)) + [0]
      // Files on some disks cannot be locked.
      _ = functions.setLocking?(list.id, 0, 1)
    } else {
      name = Array("memory".utf8CString)
      let bytes = UnsafeMutableRawPointer(mutating: source.bytes.baseAddress)
      guard functions.setCore(list.id, 1 << 16, 0) >= 0, functions.setImage(list.id, bytes, source.bytes.count) >= 0
      else {
        throw library.failure("the HDF5 file does not fit into memory", "unpack it into a file")
      }
    }
    return try library.handle(
      functions.openFile(name, 0, list.id), functions.closeFile,
      "the HDF5 file cannot be opened: it is cut off or damaged")
  }

  /// More are not looked for.
  private static let mostNames = 10_000

  /// What links lead to from the root, in order.
  func names() throws(VectorFileError) -> [String] {
    var names: [String] = []
    let functions = functions
    let status = withUnsafeMutablePointer(to: &names) { names in
      functions.visitLinks(
        file.id, 0, 0,
        { _, name, link, names in
          // Hard links: others lead out of the file, or to what has a name already.
          guard let name, let names = names?.assumingMemoryBound(to: [String].self), link?.load(as: Int32.self) == 0
          else { return 0 }
          names.pointee.append(String(cString: name))
          return names.pointee.count < HDF5Root.mostNames ? 0 : 1
        }, names)
    }
    guard status >= 0 else { throw library.failure("the datasets of the HDF5 file cannot be listed: it is damaged") }
    return names
  }

  func open(_ name: String) throws(VectorFileError) -> HDF5Handle {
    try library.handle(
      functions.openObject(file.id, name, 0), functions.closeObject,
      "“\(name)” of the HDF5 file cannot be opened: it is damaged")
  }
}
