internal import Matrices
internal import TesseraKernels

/// Which elements of a matrix are missing, row by row: the points of a fit have zeros there.
///
/// The distance of a row and a centroid is D (<doc:Arithmetic>) without the terms of missing elements, and so is that of two rows, where either
/// lacks the element.
///
/// - Complexity: memory of 4 bytes per row, and 4 per missing element.
struct MissingCells: Sendable {
  let dimensions: Int
  /// The rows that lack some, ascending.
  let rows: [Int32]
  /// Per such row where its columns begin; one more at the end.
  let starts: [Int]
  /// Ascending in each row.
  let columns: [Int32]
  /// Per row its place in ``rows``; -1 where nothing is missing.
  let places: [Int32]

  var count: Int { columns.count }

  /// - Parameter needsColumns: whether every column has a value.
  /// - Throws: ``ClusteringError/rowWithoutValues(row:)``, ``ClusteringError/columnWithoutValues(column:)``.
  init<Scalar: KernelScalar>(of points: Matrix<Scalar>, needsColumns: Bool = true) throws(ClusteringError) {
    let d = points.columns
    var (rows, starts, columns): ([Int32], [Int], [Int32]) = ([], [], [])
    var places = [Int32](repeating: -1, count: points.rows)
    var missing = [Int](repeating: 0, count: d)
    var empty: Int?
    points.withUnsafeElements { elements in
      for row in 0..<points.rows {
        let first = columns.count
        for column in 0..<d where elements[row * d + column].isNaN {
          columns.append(Int32(column))
          missing[column] += 1
        }
        guard columns.count > first else { continue }
        if columns.count - first == d, empty == nil { empty = row }
        places[row] = Int32(rows.count)
        rows.append(Int32(row))
        starts.append(first)
      }
    }
    if let empty { throw .rowWithoutValues(row: empty) }
    if needsColumns, points.rows > 0, let column = missing.firstIndex(of: points.rows) {
      throw .columnWithoutValues(column: column)
    }
    starts.append(columns.count)
    dimensions = d
    (self.rows, self.starts, self.columns, self.places) = (rows, starts, columns, places)
  }

  /// The columns that a row lacks.
  func columns(of row: Int) -> ArraySlice<Int32> {
    let place = Int(places[row])
    return place < 0 ? [] : columns[starts[place]..<starts[place + 1]]
  }

  /// Points with zeros for what is missing.
  func filled<Scalar: KernelScalar>(_ points: Matrix<Scalar>) -> Matrix<Scalar> {
    var filled = points
    filled.withUnsafeMutableElements { elements in
      for (place, row) in rows.enumerated() {
        for column in columns[starts[place]..<starts[place + 1]] { elements[Int(row) * dimensions + Int(column)] = 0 }
      }
    }
    return filled
  }
}

extension Matrix {
  /// Whether an element is NaN.
  var lacksValues: Bool { firstPlace { $0.isNaN } != nil }
}
