internal import Matrices

/// The columns of a matrix without names that are points.
struct MatrixColumns {
  /// Their places; nil where all are.
  let places: [Int]?
  let columns: [TableColumn]
  let leftAside: [LeftAsideColumn]

  /// - Throws: also where options are about texts.
  init(count: Int, options: TableOptions, format: String, path: String) throws(VectorFileError) {
    let failure = TextFailure(path: path)
    let all = (0..<count).map { TableColumn(index: $0) }
    if let option = options.textOption {
      throw failure.make(.file, "\(option) is about tables of text, and this is \(format)", "leave it out")
    }
    if let part = options.part, count != part.names.count {
      throw failure.make(
        .file, "it has \(count) columns instead of \(part.names.count) as the first part, \(part.path)",
        "read parts of the same columns together")
    }
    guard options.columns != nil || options.skippedColumns != nil || options.idColumn != nil else {
      (places, columns, leftAside) = (nil, all, [])
      return
    }
    func indices(_ selection: ColumnSelection?, _ option: String) throws(VectorFileError) -> [Int]? {
      guard let selection else { return nil }
      return try selection.indices(in: all, option, failure)
    }
    let ids = Set(try indices(options.idColumn, "--id-column") ?? [])
    let skipped = Set(try indices(options.skippedColumns, "--skip-columns") ?? []).union(ids)
    let chosen = (try indices(options.columns, "--columns") ?? Array(0..<count)).filter { !skipped.contains($0) }
    guard !chosen.isEmpty else {
      throw failure.make(.file, "no column is left", "choose at least one (--columns, --skip-columns)")
    }
    let isChosen = Set(chosen)
    places = chosen
    columns = chosen.map { all[$0] }
    leftAside = all.filter { !isChosen.contains($0.index) }
      .map { LeftAsideColumn(column: $0, reason: ids.contains($0.index) ? .ids : .notChosen) }
  }

  /// The matrix itself where all columns are points, else a copy of those that are.
  func selected<Scalar>(of matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    guard let places else { return matrix }
    return matrix.withRows { view in
      Matrix(rows: matrix.rows, columns: places.count) { target in
        view.forEachRow(in: 0..<matrix.rows) { row, x in
          for (column, place) in places.enumerated() { target[row * places.count + column] = x[place] }
        }
      }
    }
  }
}

extension TableOptions {
  /// An option that says how a text is laid out, if one does.
  var textOption: String? {
    if header != .automatic { return "--header" }
    if skippedLines > 0 { return "--skip-rows" }
    if skippedFooter != nil { return "--skip-footer" }
    if separator != nil { return "--separator" }
    if hasDecimalComma { return "--decimal-comma" }
    if hasThousands { return "--thousands" }
    if !missingMarkers.isEmpty { return "--missing" }
    return encoding == nil ? nil : "--encoding"
  }
}
