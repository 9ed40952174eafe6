import Matrices

@testable import VectorFiles

/// What a reader makes of bytes: points, or an error.
enum FuzzedMatrix: Equatable {
  case read(VectorData)
  case refused(VectorFileError)

  init(_ bytes: UnsafeRawBufferPointer, named name: String, _ reader: VectorFileReader) {
    do throws(VectorFileError) {
      self = .read(try reader.read(borrowing: bytes, named: name))
    } catch {
      self = .refused(error)
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.read(let left), .read(let right)):
      left.bits == right.bits && left.droppedRowIndices == right.droppedRowIndices
    case (.refused(let left), .refused(let right)): left == right
    default: false
    }
  }

  /// Reads bytes strictly and leniently, and perhaps with several threads.
  static func finding(
    _ bytes: UnsafeRawBufferPointer, named name: String, _ reader: VectorFileReader = VectorFileReader(),
    threads: Int = 1
  ) -> String? {
    var reader = reader
    reader.threadCount = 1
    let strict = FuzzedMatrix(bytes, named: name, reader)
    if let finding = strict.finding(reader) { return finding }
    reader.dropsBadRows = true
    let lenient = FuzzedMatrix(bytes, named: name, reader)
    if let finding = lenient.finding(reader) { return finding }
    if case .read = strict, lenient != strict { return "what has no bad rows is read in two ways" }
    reader.threadCount = threads
    if threads > 1, FuzzedMatrix(bytes, named: name, reader) != lenient { return "two threads read something else" }
    return columnFinding(bytes, named: name, reader)
  }

  /// The same bytes as labels.
  private static func columnFinding(
    _ bytes: UnsafeRawBufferPointer, named name: String, _ reader: VectorFileReader
  ) -> String? {
    do throws(VectorFileError) {
      let file = try MappedFile(borrowing: bytes, path: name).unpacked()
      let column = try reader.column(file)
      if column.values.contains(where: { !$0.isFinite }) { return "a column has a number that is not finite" }
      _ = try column.labels()
      return nil
    } catch {
      return error.finding
    }
  }

  private func finding(_ reader: VectorFileReader) -> String? {
    switch self {
    case .refused(let error): error.finding
    case .read(let data): data.finding(keepsMissing: reader.keepsMissing)
    }
  }
}

extension VectorFileError {
  /// An error says something in one line, and is about the data or the memory for them.
  var finding: String? {
    if problem.isEmpty { return "an error says nothing" }
    if "\(self)".unicodeScalars.contains(where: { $0.value < 0x20 }) { return "an error has several lines" }
    return [.badData, .memory].contains(kind) ? nil : "an error is of the kind \(kind)"
  }
}

extension VectorData {
  fileprivate var bits: [UInt64] {
    [UInt64(points.rows), UInt64(points.columns)] + points.inDoublePrecision.elements.map(\.bitPattern)
  }

  func finding(keepsMissing: Bool) -> String? {
    guard points.rows > 0, points.columns > 0 else { return "\(points.rows) x \(points.columns) points were read" }
    let elements = points.inDoublePrecision.elements
    guard elements.allSatisfy({ $0.isFinite || keepsMissing && $0.isNaN }) else { return "a point is not finite" }
    let rows = stride(from: 0, to: elements.count, by: points.columns).map { elements[$0..<($0 + points.columns)] }
    guard rows.allSatisfy({ !$0.allSatisfy(\.isNaN) }) else { return "a row has no value" }
    guard columns.count == points.columns else { return "\(columns.count) columns are named" }
    guard zip(droppedRowIndices, droppedRowIndices.dropFirst()).allSatisfy(<), droppedRowIndices.first ?? 0 >= 0,
      droppedRowIndices.last ?? 0 < fileRows
    else { return "the rows that were left out are \(droppedRowIndices)" }
    return nil
  }
}
