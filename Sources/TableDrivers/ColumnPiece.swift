internal import VectorFiles

/// Numbers of one column that stand side by side in a row.
struct ColumnPiece {
  let column: Int
  /// The place of the first in a row.
  let slot: Int
  var elements: [Int]
  /// How many numbers the column has.
  var width = 1

  /// Whether they are all numbers of the column, in its order.
  var isWhole: Bool { elements.count == width && zip(elements, 0...).allSatisfy { $0 == $1 } }

  /// The pieces that make a row.
  static func all(of slots: [TypedTable.Slot]) -> [ColumnPiece] {
    var pieces: [ColumnPiece] = []
    for (index, slot) in slots.enumerated() {
      if slot.width > 1, let last = pieces.last, last.column == slot.column {
        pieces[pieces.count - 1].elements.append(slot.element)
      } else {
        pieces.append(ColumnPiece(column: slot.column, slot: index, elements: [slot.element], width: slot.width))
      }
    }
    return pieces
  }
}
