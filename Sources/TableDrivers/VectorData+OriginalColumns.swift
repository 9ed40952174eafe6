internal import Matrices
internal import VectorFiles

extension VectorData {
  /// The names of the rows, where they have some, and the numbers of the file, column by column: whole ones as such, NULL where there is none
  /// and in rows that were left out.
  ///
  /// - Parameter rows: those of the file.
  func originalColumns(rows: Int) throws(VectorFileError) -> [ExportedColumn] {
    guard case .numbers(let matrix, let headings, let leftOut)? = original?.content else { return [] }
    // Of 64 bits, they have been rounded to Double.
    let isWhole = elementType.isWhole && ![.int64, .uint64].contains(elementType)
    let places = Places(leftOut: leftOut, rows: rows)
    var columns: [ExportedColumn] = []
    if let heading = rowNames.heading {
      columns.append(try ExportedColumn(heading.isEmpty ? "id" : heading, rowNames, rows: rows))
    }
    for (column, heading) in headings.enumerated() {
      switch matrix {
      case .float(let matrix):
        let value = { (row: Int) in places[row].flatMap { matrix[$0, column].isNaN ? nil : matrix[$0, column] } }
        columns.append(ExportedColumn(heading, isWhole ? .int64 { value($0).map { Int64($0) } } : .float32(value)))
      case .double(let matrix):
        let value = { (row: Int) in places[row].flatMap { matrix[$0, column].isNaN ? nil : matrix[$0, column] } }
        columns.append(ExportedColumn(heading, isWhole ? .int64 { value($0).map { Int64($0) } } : .float64(value)))
      }
    }
    return columns
  }
}

/// Where the rows of a file are in a matrix that lacks some of them.
private struct Places {
  private var places: [Int?] = []

  init(leftOut: [Int], rows: Int) {
    guard !leftOut.isEmpty else { return }
    var (leftOut, next) = (leftOut[...], 0)
    for row in 0..<rows {
      if row == leftOut.first {
        leftOut.removeFirst()
        places.append(nil)
      } else {
        places.append(next)
        next += 1
      }
    }
  }

  subscript(row: Int) -> Int? { places.isEmpty ? row : places[row] }
}
