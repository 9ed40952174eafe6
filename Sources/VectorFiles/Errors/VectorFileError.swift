/// Why a file could not be read or written: where, what is wrong, and what to do about it.
///
/// ```swift
/// do {
///   let data = try VectorFileReader().read("points.csv")
/// } catch {
///   print("error: \(error)")      // error: points.csv:5:2: “abc” is not a number; remove columns of text
///   exit(error.exitCode)          // 65
/// }
/// ```
public struct VectorFileError: Error, Sendable, Equatable {
  /// What sort of failure it was; the raw value is the exit code of sysexits.h.
  public enum Kind: Int32, Sendable {
    /// The file was read, but its content cannot be used.
    case badData = 65
    /// The file is missing or cannot be opened.
    case noInput = 66
    /// The system refuses the memory that the content needs.
    case memory = 71
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed half-way.
    case inputOutput = 74
  }

  /// Where in the file the problem is.
  public enum Location: Sendable, Equatable {
    /// The file as a whole.
    case file
    /// A physical line of a text file, counted from 1 (headers, comments and blank lines count), and the field in it,
    /// counted from 1.
    case line(Int, column: Int?)
    /// A row of a binary file and the column in it, both counted from 0.
    case row(Int, column: Int?)
    /// A byte of a binary file, counted from 0.
    case byte(Int)
  }

  /// What sort of failure it was.
  public var kind: Kind
  /// The path as it was given.
  public var path: String
  /// Where in the file the problem is.
  public var location: Location
  /// What is wrong.
  public var problem: String
  /// What to do about it; may be empty.
  public var advice: String

  /// Describes a failure.
  public init(kind: Kind, path: String, location: Location, problem: String, advice: String) {
    self.kind = kind
    self.path = path
    self.location = location
    self.problem = problem
    self.advice = advice
  }

  /// The exit code of sysexits.h for this failure: 65, 66, 71, 73 or 74.
  public var exitCode: Int32 { kind.rawValue }
}

extension VectorFileError: CustomStringConvertible {
  /// `<file>:<line>:<column>: what is wrong; what to do`; for binary files `<file>:row R, column C: ...` or
  /// `<file>:byte B: ...`. One line, whatever the path holds (``PathText/shown(_:)``).
  public var description: String {
    let place =
      switch location {
      case .file: ""
      case .line(let line, column: nil): "\(line):"
      case .line(let line, column: let column?): "\(line):\(column):"
      case .row(let row, column: nil): "row \(row):"
      case .row(let row, column: let column?): "row \(row), column \(column):"
      case .byte(let offset): "byte \(offset):"
      }
    return ("\(path):\(place) \(problem)" + (advice.isEmpty ? "" : "; \(advice)")).shown
  }
}

extension VectorFileError {
  /// The system refuses memory for something of a file.
  static func memory(_ path: String, _ what: String) -> VectorFileError {
    VectorFileError(
      kind: .memory, path: path, location: .file, problem: "there is no memory for \(what)",
      advice: "free some, or raise the limit")
  }
}

extension VectorFileError {
  /// The same with other advice, where its own names options that are about points.
  func advising(_ advice: String) -> VectorFileError {
    guard kind == .badData, self.advice.contains("--") else { return self }
    var plain = self
    plain.advice = advice
    return plain
  }

  /// The same with the way round a file of a directory that is no table.
  func naming(_ input: InputPath) -> VectorFileError {
    guard case .directory(let directory) = input.place, kind == .badData, location == .file else { return self }
    var named = self
    named.advice += ", or name the tables by a pattern, such as '\(directory)/*.csv'"
    return named
  }
}
