internal import CArrowInterface
internal import VectorFiles

extension TypedRows {
  /// Writes the numbers that bytes are, NaN where they are missing.
  ///
  /// - Parameter total: how many rows precede those of the batch.
  func write<Scalar: FileScalar>(
    _ piece: ColumnPiece, _ blobs: ArrowBlobs, _ rows: ArrowRows, named name: String, _ total: Int,
    to target: UnsafeMutablePointer<Scalar>, _ width: Int
  ) throws(VectorFileError) {
    for row in rows.range {
      let place = target + (row * width + piece.slot)
      guard let bytes = blobs[row + rows.offset] else {
        for index in piece.elements.indices { place[index] = .nan }
        continue
      }
      guard blobs.count(bytes) == piece.width else {
        throw VectorFileError(
          kind: .badData, path: path, location: .row(total + row, column: piece.column),
          problem: "the \(bytes.count) bytes are not \(piece.width) numbers as those above, column “\(name)”",
          advice: "give every row as many")
      }
      for (index, element) in piece.elements.enumerated() { place[index] = Scalar(blobs.number(element, of: bytes)) }
    }
  }

  /// What to say of columns of bytes that were read as numbers.
  static func notes(of fields: [ArrowField], _ table: TypedTable) -> [String] {
    var notes: [String] = []
    for slot in table.slots where slot.element == 0 {
      guard case .blobs(_, .floats) = fields[slot.column].type else { continue }
      notes.append("the bytes of “\(fields[slot.column].name)” are read as \(slot.width) numbers of 32 bits each")
    }
    return notes
  }
}
