public import Matrices

/// A format of outputs, chosen by the suffix of their name (``OutputFormats``).
public protocol OutputFormat: Sendable {
  /// The ends of the names of its files: `.csv`; empty where they are told otherwise, as addresses are.
  var suffix: String { get }

  /// Whether an output of this name is one.
  func isFormat(of path: String) -> Bool

  /// Whether they hold all columns of a table and the names of its rows; else the first column alone.
  var isTable: Bool { get }

  /// Throws what writing to `path` would throw at once, beside what ``AtomicFile/checkWritable(_:)`` finds: call it before
  /// the work.
  func checkReady(_ path: String) throws(VectorFileError)

  /// What columns of these headings are called in a file, one name each: others where the format cannot have them all.
  func columnNames(_ headings: [String]) -> [String]

  /// Writes one value per row and column, whole or not at all.
  func write(_ table: OutputTable, to path: String) throws(VectorFileError)

  /// Writes a matrix of which a row is something by itself, a centroid for example.
  ///
  /// - Parameters:
  ///   - headings: one per column, or none.
  ///   - type: that of the numbers the matrix was made from, which formats of numbers keep.
  func write(
    _ matrix: Matrix<Double>, headings: [String], type: ElementType, to path: String
  ) throws(VectorFileError)
}

extension OutputFormat {
  /// By the suffix, whatever its case.
  public func isFormat(of path: String) -> Bool { OutputFormats.suffix(of: path) == suffix }

  public func checkReady(_ path: String) throws(VectorFileError) {}

  public func columnNames(_ headings: [String]) -> [String] { headings }
}

/// The formats in which something can be written.
///
/// ```swift
/// try OutputFormats.standard.format(of: "labels.csv")?.write(table, to: "labels.csv")
/// ```
public struct OutputFormats: Sendable {
  public var all: [any OutputFormat]

  /// `.npy`, `.csv` and `.tsv`.
  public static let standard = OutputFormats([NumPyOutput(), DelimitedOutput.csv, DelimitedOutput.tsv])

  public init(_ all: [any OutputFormat]) { self.all = all }

  /// The format for a name: the one that it says; the first format where it has no suffix, as devices have not. nil where the
  /// suffix belongs to no format.
  public func format(of path: String) -> (any OutputFormat)? {
    format(namedBy: path) ?? (Self.suffix(of: path) == nil ? all.first : nil)
  }

  /// The format that a name says.
  public func format(namedBy path: String) -> (any OutputFormat)? {
    // An address may end like the name of a file.
    all.first { $0.suffix.isEmpty && $0.isFormat(of: path) } ?? all.first { $0.isFormat(of: path) }
  }

  /// `.npy, .csv or .tsv`, for messages.
  public var list: String { Self.list(suffixes) }

  /// The suffixes that say something.
  public var suffixes: [String] { all.map(\.suffix).filter { !$0.isEmpty } }

  /// Suffixes for a message.
  public static func list(_ suffixes: [String]) -> String {
    let others = suffixes.dropLast().joined(separator: ", ")
    return others.isEmpty ? suffixes.joined() : "\(others) or \(suffixes[suffixes.count - 1])"
  }

  /// The last point of a name and what follows it, in small letters; nil where there is none.
  public static func suffix(of path: String) -> String? {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    guard let point = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(decoding: name[point...], as: UTF8.self).lowercased()
  }
}
