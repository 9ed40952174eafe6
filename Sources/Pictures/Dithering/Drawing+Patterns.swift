internal import TesseraKernels

extension Drawing {
  /// Bayer's matrix: in which order the places of a tile become light.
  private static let order = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

  /// Knoll's patterns. Memory: 16 bytes per distinct colour.
  func ordered(_ parallel: ParallelRows) -> [UInt8] {
    let (nearest, lightness) = (NearestColour(points), palette.map(\.oklab.lightness))
    let patterns = parallel.mapChunks(of: counts.colours.count, chunk: ParallelRows.defaultChunk) { _, _, rows in
      rows.flatMap { pattern(of: counts.colours[$0], nearest, lightness) }
    }
    let width = picture.width
    return codes { counts, bytes, pixel in
      let place = Self.order[pixel / width % 4 * 4 + pixel % width % 4]
      let (chunk, row) = counts.index(bytes, pixel * 4).quotientAndRemainder(dividingBy: ParallelRows.defaultChunk)
      return patterns[chunk][row * 16 + place]
    }
  }

  /// Sixteen colours of the palette, each nearest to what those before it lack, from the darkest on.
  private func pattern(of colour: SRGBColour, _ nearest: NearestColour, _ lightness: [Double]) -> [UInt8] {
    let wanted = colour.linear
    var lacking = LinearColour.none
    var pattern: [UInt8] = []
    for _ in 0..<16 {
      let code = nearest.code(of: space.point(wanted.adding(lacking, times: 1).bounded))
      lacking = lacking.adding(wanted, times: 1).adding(lights[Int(code)], times: -1)
      pattern.append(code)
    }
    return pattern.sorted { (lightness[Int($0)], $0) < (lightness[Int($1)], $1) }
  }
}
