internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// Float scores with centroids in lanes, then D of the candidates that they leave.
  func compareTiles(_ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>, squares: Bool) {
    for start in stride(from: 0, to: rows.count, by: scratch.tile.blockRows) {
      let block = UnsafeBufferPointer(rebasing: rows[start..<min(start + scratch.tile.blockRows, rows.count)])
      score(block, scratch)
      for position in 0..<block.count {
        settle(Int(block[position]), position, at: start + position, scratch, squares: squares)
      }
    }
  }

  /// One row: its scores are enough, or D decides.
  private func settle(
    _ row: Int, _ position: Int, at target: Int, _ scratch: RowScratch<Scalar>, squares: Bool
  ) {
    let (tile, found) = (scratch.tile, scratch.found)
    let square = tile.squaredNorms[position]
    let error = bounds.score(norm: square.squareRoot() * bounds.above, reach: centroids.reach)
    let first = Double(tile.firstScores[position])
    let second = Double(tile.secondScores[position])
    if second - first > 2 * error && !squares {
      let upper = max(0, square * bounds.above + 2 * (first + error)).squareRoot() * bounds.above
      let lower = max(0, square * bounds.below + 2 * (second - error)).squareRoot() * bounds.below
      found.labels[target] = scratch.tile.labels[position]
      found.upper[target] = Float(upper) * (1 + 0x1p-22)
      found.lower[target] = Float(lower) * (1 - 0x1p-22)
      return
    }
    let threshold = (squares ? second : first) + 2 * error
    let outside = max(0, square * bounds.below + 2 * (threshold - error)).squareRoot() * bounds.below
    let best = decide(row, position, threshold: Float(threshold).nextUp, tile)
    record(best.label, best.first, best.second, at: target, found)
    found.lower[target] = min(found.lower[target], Float(outside) * (1 - 0x1p-22))
    if squares {
      scratch.first[2 * target] = best.first
      scratch.first[2 * target + 1] = best.second
    }
  }

  private func score(_ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>) {
    let (d, tile) = (points.dimensions, scratch.tile)
    points.withPart(holding: rows) { part in
      points.shift.withUnsafeBufferPointer { shift in
        kernels.pack(
          part.origin, rowStride: part.stride, rows: rows.baseAddress!, count: rows.count, dimensions: d,
          shift: shift.baseAddress!, packed: tile.packed, squaredNorms: tile.squaredNorms)
      }
    }
    centroids.filterPanels.withUnsafeBufferPointer { panels in
      centroids.halfNorms.withUnsafeBufferPointer { halfNorms in
        kernels.filter(
          tile.packed, count: rows.count, dimensions: d, panels: panels.baseAddress!,
          halfNorms: halfNorms.baseAddress!, centroidCount: centroids.count, first: tile.firstScores,
          second: tile.secondScores, indices: tile.labels)
      }
    }
  }

  /// The two smallest D of all centroids whose score is at most `threshold`.
  private func decide(
    _ row: Int, _ position: Int, threshold: Float, _ tile: TileScratch
  ) -> (label: Int32, first: Double, second: Double) {
    let d = points.dimensions
    var count = 0
    centroids.filterPanels.withUnsafeBufferPointer { panels in
      centroids.halfNorms.withUnsafeBufferPointer { halfNorms in
        count = kernels.candidates(
          tile.packed + position * d, dimensions: d, panels: panels.baseAddress!,
          halfNorms: halfNorms.baseAddress!, centroidCount: centroids.count, threshold: threshold,
          into: tile.candidates)
      }
    }
    points.matrix.withRows { rows in
      centroids.elements.withUnsafeBufferPointer { centroids in
        rows.withRow(row) { x in
          kernels.distances(
            x, centroids: centroids.baseAddress!, dimensions: d, indices: tile.candidates, count: count,
            into: tile.distances)
        }
      }
    }
    var best = (label: Int32(0), first: Double.infinity, second: Double.infinity)
    for candidate in 0..<count {
      let square = tile.distances[candidate]
      if square < best.first {
        best = (tile.candidates[candidate], square, best.first)
      } else if square < best.second {
        best.second = square
      }
    }
    return best
  }
}
