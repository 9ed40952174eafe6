public import Matrices
internal import Refusals
internal import TesseraKernels

/// Reads points, labels and weights from `.npy`, `.npz`, safetensors and other files of vectors, and from text.
///
/// ```swift
/// var reader = VectorFileReader()
/// reader.dropsBadRows = true
/// let data = try reader.read("points.npy")
/// data.points.rows        // rows without NaN, infinities and missing values
/// data.droppedRows        // how many others there were
/// ```
///
/// The format is told from the content, and from the name only where the content says nothing. Every value that is returned is finite,
/// unless ``keepsMissing`` is set. Which files are
/// understood, and which are mapped instead of copied, is described in <doc:VectorFiles>.
public struct VectorFileReader: Sendable {
  /// Whether rows with NaN, an infinity or a missing value are left out and counted; by default they are an error.
  public var dropsBadRows = false

  /// Whether missing values, and NaN, are kept, as NaN. Bad rows are then those without any value, and those with a value that is neither
  /// missing nor a finite number.
  public var keepsMissing: Bool {
    get { table.keepsMissing }
    set { table.keepsMissing = newValue }
  }

  /// How tables of text are laid out, and which of their columns are points.
  public var table = TableOptions()

  /// Which of the matrices to read where a file holds several, by its name; a path `x.npz:name` names one, too.
  public var member: String?

  /// Whether what outputs repeat of the file is kept: ``VectorData/rowNames`` and ``VectorData/original``. It stays mapped
  /// then, or in memory where it cannot be.
  public var keepsOriginal = false

  /// Whether all columns that a ``tableLoader`` reads stay in memory beside the points, types and all, where ``keepsOriginal`` is set: for
  /// tables of databases that repeat them.
  public var keepsColumns = false

  /// How many threads read a text; nil for one per processor. The result does not depend on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  var threads: Int { threadCount ?? ParallelRows.processorCount }

  /// What to do around the reading of each of several parts.
  package var watched:
    (@Sendable (_ path: String, _ body: () throws(VectorFileError) -> Void) throws(VectorFileError) -> Void)?

  /// What hears how much of a file is unpacked and read, or of several files, where that takes time.
  public var meter: WorkMeter?

  /// Whether matrices stay in their files as far as they can: float16, bfloat16 and integers of up to 16 bits are decoded where they are
  /// read, each time anew, and up to ``mostPartsInPlace`` parts are not put together. It takes no memory, and a fit of such elements up to
  /// twice the time. Results have the same bits.
  public var readsInPlace = false

  /// How many parts stay where they are: more are copied into one matrix.
  public static let mostPartsInPlace = 256

  /// What is asked of a database or a table (SQL), in place of all of its only table.
  public var query: String?

  /// Reads databases and files of columns; without one they are named.
  public var tableLoader: (any TableLoader)?

  /// A reader with default options.
  public init() {}

  /// The points of a file, one row per point, at least one row and one column.
  ///
  /// A one-dimensional `.npy` file, like a text of one column, has one dimension: n x 1. The path may be `-`, standard input;
  /// `x.npz:name`, one of several matrices; a directory, or a pattern such as `parts/*.npy`, whose files are one matrix in
  /// the order of their names.
  ///
  /// - Throws: ``VectorFileError`` of kind `noInput` if the file cannot be opened, `badData` if it cannot be used.
  /// - Complexity: O(size). A mapped file is looked through once, for NaN and infinities.
  public func read(_ path: String) throws(VectorFileError) -> VectorData {
    if let tableLoader, tableLoader.isAddress(path) {
      return try tableLoader.points(of: LoadedTable(path: path, format: .address, query: query, member: member), self)
    }
    let input = InputPath(path)
    if let parts = try input.parts() {
      do {
        return try read(parts: parts)
      } catch {
        throw error.naming(input)
      }
    }
    let (file, reader) = try open(path, input.place)
    return try reader.read(file)
  }

  /// The points in the bytes of a file that is in memory already, for example embedded in the binary.
  ///
  /// - Parameters:
  ///   - bytes: they must not change or go away while the process lives.
  ///   - name: what errors call the file.
  public func read(
    borrowing bytes: UnsafeRawBufferPointer, named name: String
  ) throws(VectorFileError) -> VectorData {
    try read(MappedFile(borrowing: bytes, path: name).unpacked())
  }

  func read(_ file: MappedFile) throws(VectorFileError) -> VectorData {
    try file.reading { () throws(VectorFileError) in
      let format = try MatrixFormats.format(of: file)
      guard query != nil, !(format is LoadedFormat) else { return try format.points(of: file, self) }
      guard let loaded = LoadedFormat(asking: format) else {
        throw file.failure(.file, "this is \(format.title), which answers no query", "leave --query out")
      }
      return try loaded.points(of: file, self)
    }
  }
}
