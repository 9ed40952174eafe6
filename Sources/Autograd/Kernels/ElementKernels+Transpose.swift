extension ElementKernels {
  @Sendable static func transpose(_ x: Input, _ out: Output, _ rows: Int, _ columns: Int) {
    // Tiles, so that both sides stay in the cache.
    let tile = 32
    for firstRow in stride(from: 0, to: rows, by: tile) {
      for firstColumn in stride(from: 0, to: columns, by: tile) {
        transpose(
          x, out, rows, columns, firstRow..<min(firstRow + tile, rows), firstColumn..<min(firstColumn + tile, columns))
      }
    }
  }

  @inline(__always)
  private static func transpose(
    _ x: Input, _ out: Output, _ rows: Int, _ columns: Int, _ rowRange: Range<Int>, _ columnRange: Range<Int>
  ) {
    var row = rowRange.lowerBound
    while row + 4 <= rowRange.upperBound {
      let start = x + row * columns
      var column = columnRange.lowerBound
      while column + 4 <= columnRange.upperBound {
        // All is read before anything is written: four by four elements then turn in registers.
        let (a, b) = (four(start + column), four(start + columns + column))
        let (c, d) = (four(start + 2 * columns + column), four(start + 3 * columns + column))
        write((a.0, b.0, c.0, d.0), to: out + column * rows + row)
        write((a.1, b.1, c.1, d.1), to: out + (column + 1) * rows + row)
        write((a.2, b.2, c.2, d.2), to: out + (column + 2) * rows + row)
        write((a.3, b.3, c.3, d.3), to: out + (column + 3) * rows + row)
        column += 4
      }
      for column in column..<columnRange.upperBound {
        for row in row..<(row + 4) { out[column * rows + row] = x[row * columns + column] }
      }
      row += 4
    }
    for row in row..<rowRange.upperBound {
      for column in columnRange { out[column * rows + row] = x[row * columns + column] }
    }
  }

  private typealias Four = (Scalar, Scalar, Scalar, Scalar)

  @inline(__always)
  private static func four(_ x: Input) -> Four { (x[0], x[1], x[2], x[3]) }

  @inline(__always)
  private static func write(_ four: Four, to out: Output) {
    out[0] = four.0
    out[1] = four.1
    out[2] = four.2
    out[3] = four.3
  }
}
