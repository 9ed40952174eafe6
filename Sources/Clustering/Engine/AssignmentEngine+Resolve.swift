internal import Matrices
internal import Refusals
internal import TesseraKernels

extension AssignmentEngine {
  /// Finds the nearest centroid of each of `rows`, at most ``ParallelRows/defaultChunk``, with bounds: `scratch.found`, by
  /// position in `rows`.
  ///
  /// - Parameters:
  ///   - squares: also the two smallest D, exactly: `scratch.first`, two by two.
  ///   - groups: bounds of the rows and of groups of centroids; then `scratch.found` is what is known of the rows.
  func resolve(
    _ rows: UnsafeBufferPointer<Int32>, scratch: RowScratch<Scalar>, squares: Bool = false, groups: GroupBounds? = nil
  ) -> NarrowWork {
    switch path {
    case .exact: compareAll(rows, scratch, squares: squares)
    case .lanes where squares, .blocks where squares: compareAll(rows, scratch, squares: squares)
    case .lanes, .blocks: compareLanes(rows, scratch)
    case .tile: compareTiles(rows, scratch, squares: squares)
    case .short: return compareShort(rows, scratch, squares: squares, groups)
    case .narrow:
      if let sketches = squares ? marginSketches : sketches, let sketched = centroids.sketched {
        return compareSketches(rows, sketches, sketched, scratch, squares: squares ? scratch.first : nil)
      }
      return compareNarrow(
        rows, to: centroids.narrow, scratch, challenges: false, squares: squares ? scratch.first : nil)
    }
    return NarrowWork()
  }

  /// Eight-bit scores of the movers against rows whose bounds rule out all others; what is known of the rows lies in
  /// `scratch.found`.
  func challenge(_ rows: UnsafeBufferPointer<Int32>, by movers: NarrowCentroids, scratch: RowScratch<Scalar>) {
    _ = compareNarrow(rows, to: movers, scratch, challenges: true, squares: nil)
  }

  private func compareShort(
    _ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>, squares: Bool, _ groups: GroupBounds?
  ) -> NarrowWork {
    let memory = scratch.filterScratch(kernels, clusterCount: centroids.count, dimensions: points.dimensions)
    func compare(_ groups: GroupBounds.View?) -> NarrowWork {
      points.withPart(holding: rows) { part in
        centroids.short.withView { short in
          centroids.withExact { exact in
            kernels.shortAssign(
              part.origin, rowStride: part.stride, centroids: short, groups: groups, exact: exact,
              rows: rows.baseAddress!, count: rows.count, scratch: memory, gap: bounds.gap,
              found: scratch.found, squares: squares ? scratch.first : nil)
          }
        }
      }
    }
    return groups.map { $0.withView(compare) } ?? compare(nil)
  }

  private func compareNarrow(
    _ rows: UnsafeBufferPointer<Int32>, to narrow: NarrowCentroids, _ scratch: RowScratch<Scalar>, challenges: Bool,
    squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork {
    guard let copy = narrowRows else { refuse("the eight-bit copy is made in prepare()") }
    let memory = scratch.filterScratch(kernels, clusterCount: centroids.count, dimensions: points.dimensions)
    return points.withPart(holding: rows) { part in
      narrow.withView { narrow in
        centroids.withExact { exact in
          kernels.narrowAssign(
            part.origin, rowStride: part.stride, narrow: copy,
            centroids: narrow, exact: exact, rows: rows.baseAddress!, count: rows.count, scratch: memory,
            challenges: challenges, found: scratch.found, squares: squares)
        }
      }
    }
  }

  /// Float scores with rows in lanes, then D to every centroid for what they leave open.
  private func compareLanes(_ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>) {
    let open = points.withPart(holding: rows) { part in
      centroids.lanes.withView { lanes in
        kernels.lanes(
          part.origin, rowStride: part.stride, rows: rows.baseAddress!, count: rows.count,
          centroids: lanes, found: scratch.found, open: scratch.open)
      }
    }
    guard open > 0 else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * open) { memory in
      let (list, labels) = (memory.baseAddress!, memory.baseAddress! + open)
      for index in 0..<open { list[index] = rows[Int(scratch.open[index])] }
      nearest(UnsafeBufferPointer(start: list, count: open), labels, scratch.first, scratch.second)
      for index in 0..<open {
        record(
          labels[index], scratch.first[index], scratch.second[index], at: Int(scratch.open[index]), scratch.found)
      }
    }
  }

  /// D to every centroid.
  private func compareAll(_ rows: UnsafeBufferPointer<Int32>, _ scratch: RowScratch<Scalar>, squares: Bool) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { first in
      nearest(rows, scratch.found.labels, first.baseAddress!, scratch.second)
      for position in 0..<rows.count {
        record(
          scratch.found.labels[position], first[position], scratch.second[position], at: position, scratch.found)
        if squares {
          scratch.first[2 * position] = first[position]
          scratch.first[2 * position + 1] = scratch.second[position]
        }
      }
    }
  }

  private func nearest(
    _ rows: UnsafeBufferPointer<Int32>, _ labels: UnsafeMutablePointer<Int32>, _ first: UnsafeMutablePointer<Double>,
    _ second: UnsafeMutablePointer<Double>
  ) {
    points.withPart(holding: rows) { part in
      centroids.panels.withUnsafeBufferPointer { panels in
        kernels.nearest(
          part.origin, rowStride: part.stride, rows: rows.baseAddress!, count: rows.count,
          panels: panels.baseAddress!, centroidCount: centroids.count, dimensions: points.dimensions, labels: labels,
          first: first, second: second)
      }
    }
  }

  /// Bounds from canonical distances.
  func record(_ label: Int32, _ first: Double, _ second: Double, at position: Int, _ found: FoundRows) {
    found.labels[position] = label
    found.upper[position] = Float(first.squareRoot() * bounds.above) * (1 + 0x1p-22)
    // Infinity would be no bound: no drift could loosen it.
    let lower = min(second.squareRoot() * bounds.below, Double(Float.greatestFiniteMagnitude))
    found.lower[position] = Float(lower) * (1 - 0x1p-22)
  }
}
