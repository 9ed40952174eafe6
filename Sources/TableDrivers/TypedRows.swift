internal import Matrices
internal import VectorFiles

/// The rows of a stream on their way into a matrix.
struct TypedRows {
  private let stream: ArrowStream
  let path: String

  init(_ stream: ArrowStream, path: String) { (self.stream, self.path) = (stream, path) }

  /// Reads all rows.
  ///
  /// - Parameter title: what a message calls the table.
  func points(_ title: String, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    let fields = try stream.schema().fields
    var (first, widths) = (ArraySlice<ArrowBatch>(), [Int: Int]())
    let lists = fields.indices.filter { column in
      switch fields[column].type {
      case .lists(_, of: let content): content.isNumber
      case .blobs: true
      default: false
      }
    }
    var settled: Set<Int> = []
    // How many numbers a row has is known only with the first of them.
    while first.isEmpty || lists.contains(where: { !settled.contains($0) }), let batch = try stream.next() {
      let rows = ArrowRows(batch.pointer.pointee)
      for column in lists where !settled.contains(column) {
        let (type, places) = (fields[column].type, rows.offset..<(rows.offset + rows.count))
        if let blobs = rows.column(column).flatMap({ ArrowBlobs($0, type) }) {
          widths[column] = blobs.width(places)
          if blobs.isThere(places) { settled.insert(column) }
        } else if let width = rows.lists(column, type)?.firstCount(places) {
          widths[column] = width
          settled.insert(column)
        }
      }
      first.append(batch)
    }
    let columns = fields.indices.map { TypedColumn(fields[$0].name, fields[$0].type.content(width: widths[$0])) }
    let table = try TypedTable(columns, reader.table, format: title, path: path)
    return table.fitsFloat
      ? try points(table, fields, first, reader, as: Float.self)
      : try points(table, fields, first, reader, as: Double.self)
  }

  private func points<Scalar: FileScalar>(
    _ table: TypedTable, _ fields: [ArrowField], _ first: ArraySlice<ArrowBatch>, _ reader: VectorFileReader,
    as _: Scalar.Type
  ) throws(VectorFileError) -> VectorData {
    let pieces = ColumnPiece.all(of: table.slots)
    let width = table.slots.count
    var first = first
    var elements = GrowingElements<Scalar>(capacity: width * 4096)
    var (total, names) = (0, [String]())
    let nameColumn = reader.keepsOriginal ? table.nameColumn : nil
    if let nameColumn, !fields[nameColumn].type.isName {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "the values of “\(fields[nameColumn].name)” are no names of rows",
        advice: "turn them into texts (--query, CAST), or name another column")
    }
    let kept =
      reader.keepsOriginal && reader.keepsColumns ? KeptBatches(try stream.ownedSchema(), driver: stream.driver) : nil
    func next() throws(VectorFileError) -> ArrowBatch? {
      if let batch = first.popFirst() { return batch }
      return try stream.next()
    }
    while let batch = try next() {
      let rows = ArrowRows(batch.pointer.pointee)
      guard rows.count > 0 else { continue }
      guard let target = elements.nextRows(rows.count, columns: width)?.baseAddress else {
        throw VectorFileError(
          kind: .memory, path: path, location: .file,
          problem: "there is no memory for \(total + rows.count) rows x \(width) numbers",
          advice: "choose fewer columns")
      }
      for piece in pieces { try write(piece, of: rows, fields, total, to: target, width) }
      if rows.hasMissing {
        for row in rows.range where rows.isMissing(row) {
          for slot in 0..<width { target[row * width + slot] = .nan }
        }
      }
      if let nameColumn, let array = rows.column(nameColumn) {
        let texts = ArrowTextColumn(array, fields[nameColumn].type)
        for row in rows.range { names.append(texts[row + rows.offset]) }
      }
      elements.commit(columns: rows.count * width)
      total += rows.count
      kept?.append(batch)
    }
    var data = try table.points(
      elements, rows: total, dropsBadRows: reader.dropsBadRows, keepsMissing: reader.keepsMissing)
    data.notes += Self.notes(of: fields, table)
    data.kept = kept
    if let nameColumn {
      data.rowNames = RowNames(names, heading: data.idColumn?.name, areTexts: fields[nameColumn].type.isText)
    }
    return data
  }

  private func write<Scalar: FileScalar>(
    _ piece: ColumnPiece, of rows: ArrowRows, _ fields: [ArrowField], _ total: Int,
    to target: UnsafeMutablePointer<Scalar>,
    _ width: Int
  ) throws(VectorFileError) {
    guard let array = rows.column(piece.column) else { return }
    let type = fields[piece.column].type
    if let blobs = ArrowBlobs(array, type) {
      return try write(piece, blobs, rows, named: fields[piece.column].name, total, to: target, width)
    }
    guard let lists = ArrowLists(array, type) else {
      return ArrowColumn(array, type).write(
        rows.offset..<(rows.offset + rows.count), to: target + piece.slot, stride: width)
    }
    for row in rows.range {
      let place = target + (row * width + piece.slot)
      guard let values = lists.range(row + rows.offset) else {
        for index in piece.elements.indices { place[index] = .nan }
        continue
      }
      guard lists.holds(values) else {
        throw VectorFileError(
          kind: .badData, path: path, location: .row(total + row, column: piece.column),
          problem: "the driver's list lies beyond its values, column “\(fields[piece.column].name)”",
          advice: "write the table again, or use another driver")
      }
      guard values.count == piece.width else {
        throw VectorFileError(
          kind: .badData, path: path, location: .row(total + row, column: piece.column),
          problem:
            "the list has \(values.count) numbers instead of \(piece.width), column “\(fields[piece.column].name)”",
          advice: "give every row as many")
      }
      if piece.isWhole {
        lists.write(values, to: place)
      } else {
        for (index, element) in piece.elements.enumerated() {
          let position = values.lowerBound + element
          lists.write(position..<(position + 1), to: place + index)
        }
      }
    }
  }
}
