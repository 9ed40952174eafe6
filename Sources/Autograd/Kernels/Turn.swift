/// Rows become columns.
enum Turn {
  /// target[column * step + row] = source[row * step + column].
  @inline(__always)
  static func turn<Word: BitwiseCopyable>(
    _ source: UnsafePointer<Word>, step from: Int, _ target: UnsafeMutablePointer<Word>, step to: Int, rows: Int,
    columns: Int
  ) {
    // Tiles, so that both sides stay in the cache.
    let tile = 32
    for firstRow in stride(from: 0, to: rows, by: tile) {
      for firstColumn in stride(from: 0, to: columns, by: tile) {
        turnTile(
          source, from, target, to, firstRow..<min(firstRow + tile, rows),
          firstColumn..<min(firstColumn + tile, columns))
      }
    }
  }

  @inline(__always)
  private static func turnTile<Word: BitwiseCopyable>(
    _ x: UnsafePointer<Word>, _ from: Int, _ out: UnsafeMutablePointer<Word>, _ to: Int, _ rows: Range<Int>,
    _ columns: Range<Int>
  ) {
    var row = rows.lowerBound
    while row + 4 <= rows.upperBound {
      let start = x + row * from
      var column = columns.lowerBound
      while column + 4 <= columns.upperBound {
        // All is read before anything is written: four by four elements then turn in registers.
        let (a, b) = (four(start + column), four(start + from + column))
        let (c, d) = (four(start + 2 * from + column), four(start + 3 * from + column))
        write(a.0, b.0, c.0, d.0, to: out + column * to + row)
        write(a.1, b.1, c.1, d.1, to: out + (column + 1) * to + row)
        write(a.2, b.2, c.2, d.2, to: out + (column + 2) * to + row)
        write(a.3, b.3, c.3, d.3, to: out + (column + 3) * to + row)
        column += 4
      }
      for column in column..<columns.upperBound {
        for row in row..<(row + 4) { out[column * to + row] = x[row * from + column] }
      }
      row += 4
    }
    for row in row..<rows.upperBound {
      for column in columns { out[column * to + row] = x[row * from + column] }
    }
  }

  @inline(__always)
  private static func four<Word>(_ x: UnsafePointer<Word>) -> (Word, Word, Word, Word) { (x[0], x[1], x[2], x[3]) }

  @inline(__always)
  private static func write<Word>(
    _ a: Word, _ b: Word, _ c: Word, _ d: Word, to out: UnsafeMutablePointer<Word>
  ) {
    out[0] = a
    out[1] = b
    out[2] = c
    out[3] = d
  }
}
