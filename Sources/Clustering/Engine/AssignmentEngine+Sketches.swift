internal import Matrices
internal import Refusals
internal import TesseraKernels

extension AssignmentEngine {
  /// Sketches of all rows where they save more than it takes to make them; as a sample of rows says.
  ///
  /// - Parameters:
  ///   - forced: how many directions they have; nil for as many as pay.
  ///   - isSure: whether the sample tells of the assignments to come; else sketches have to save half of this one.
  func usefulSketches(_ forced: Int?, isSure: Bool) -> SketchedRows? {
    let d = points.dimensions
    if let forced {
      guard forced > 0,
        let directions = SketchBasis(sample(1024), shift: points.shift, kernels, parallel).directions(forced)
      else { return nil }
      centroids.packCodes(kernels: kernels, parallel: parallel)
      return points.sketchedRows(of: points.matrix, along: directions, kernels, parallel)
    }
    if let made = points.madeSketches {
      centroids.packCodes(kernels: kernels, parallel: parallel)
      return probe(made.directions)?.sketchSaving(made.directions.count, rows: points.rows) ?? 0 > 0 ? made : nil
    }
    // Where good sketches would not make up for being made.
    let good = PathWork(rows: 1, open: NarrowWork(survivors: 5), clusterCount: centroids.count, dimensions: d)
    guard d >= 64, sketchGain(good, d / 4) > (isSure ? 0 : 1e9), let all = points.sketchDirections(principal) else {
      return nil
    }
    centroids.packCodes(kernels: kernels, parallel: parallel)
    var best: (gain: Double, directions: SketchDirections)?
    for count in [all.count, all.count / 32 * 16, all.count / 64 * 16] where count > 0 {
      let directions = all.prefix(count)
      guard let work = probe(directions) else { return nil }
      let gain = sketchGain(work, count)
      guard isSure || work.sketchCost(count) < 0.5 * work.cost(.narrow) else { continue }
      if gain > best?.gain ?? 0 { best = (gain, directions) }
    }
    return best.flatMap { points.sketchedRows(along: $0.directions, kernels, parallel) }
  }

  /// Sketches that are there, where they spare more than they cost of the two nearest centroids: the second may be so far
  /// away that they rule out too few.
  func sketchesForMargins() -> SketchedRows? {
    if let forcedSketches { return sketches ?? usefulSketches(forcedSketches, isSure: true) }
    guard let made = sketches ?? points.madeSketches else { return nil }
    centroids.packCodes(kernels: kernels, parallel: parallel)
    let work = probe(made.directions, forMargins: true)
    return work?.sketchSaving(made.directions.count, rows: points.rows) ?? 0 > 0 ? made : nil
  }

  /// Up to two fifths of the dimensions; nil where rows vary along all directions alike.
  private func principal() -> SketchDirections? {
    let d = points.dimensions
    let most = min(160, d * 2 / 5) / SketchDirections.width * SketchDirections.width
    let sample = sample(512)
    let (half, few) = (sample.rows / 2, d < 256 ? SketchDirections.width : 2 * SketchDirections.width)
    let first = SketchBasis(sample[rows: 0..<half], shift: points.shift, kernels, parallel)
    // Of rows that they do not come from, else any few directions would seem good.
    let others = SketchBasis(sample[rows: half..<sample.rows], shift: points.shift, kernels, parallel)
    guard let directions = first.directions(min(few, most)),
      others.share(along: directions) > max(0.2, 2.5 * Double(few) / Double(d))
    else { return nil }
    let many = max(2 * most, min(1024, (1 << 24) / d))
    return SketchBasis(self.sample(many), shift: points.shift, kernels, parallel).directions(most)
  }

  /// Nanoseconds of one thread that sketches save in the assignments to come, less what they take to be made.
  private func sketchGain(_ work: PathWork, _ directions: Int) -> Double {
    let (rows, d) = (Double(points.rows), Double(points.dimensions))
    let making = rows * d * (0.03 * Double(directions) + 0.5)
    let basis = d * Double(directions * (2 * directions + 200)) + 1e7
    // Bounds leave a fit about three assignments of all rows, in all.
    return work.sketchSaving(directions, rows: points.rows) * (isOnce ? 1 : 2) - making - basis
  }

  /// Rows evenly over all, in an order in which each half is, too.
  private func sample(_ count: Int) -> Matrix<Scalar> {
    let count = min(points.rows, count)
    let even = (0..<count).map { $0 * points.rows / count }
    return points.matrix.selectingRows(
      stride(from: 0, to: count, by: 2).map { even[$0] } + stride(from: 1, to: count, by: 2).map { even[$0] })
  }

  /// What sketches along some directions leave of 512 rows; nil where somebody asks to stop.
  ///
  /// - Parameter forMargins: whether the two nearest centroids are asked for.
  private func probe(_ directions: SketchDirections, forMargins: Bool = false) -> PathWork? {
    let sample = sample(512)
    let narrow = points.narrowRows(of: sample, kernels, parallel)
    guard let sketched = points.sketchedRows(of: sample, along: directions, kernels, parallel) else { return nil }
    let centroids = centroids.sketched(along: directions, kernels: kernels, parallel: parallel)
    let rows = Array(Int32(0)..<Int32(sample.rows))
    let work = rows.withUnsafeBufferPointer { rows in
      compare(sample, rows, narrow, sketched, centroids, scratch[0], forMargins ? scratch[0].first : nil)
    }
    return PathWork(rows: sample.rows, open: work, clusterCount: self.centroids.count, dimensions: points.dimensions)
  }

  /// The nearest centroids of rows by their sketches first.
  func compareSketches(
    _ rows: UnsafeBufferPointer<Int32>, _ sketches: SketchedRows, _ sketched: SketchedCentroids,
    _ scratch: RowScratch<Scalar>, squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork {
    guard let narrowRows else { refuse("the eight-bit copy is made in prepare()") }
    return compare(points.matrix, rows, narrowRows, sketches, sketched, scratch, squares)
  }

  private func compare(
    _ matrix: Matrix<Scalar>, _ rows: UnsafeBufferPointer<Int32>, _ narrow: NarrowRows, _ sketches: SketchedRows,
    _ sketched: SketchedCentroids, _ scratch: RowScratch<Scalar>, _ squares: UnsafeMutablePointer<Double>?
  ) -> NarrowWork {
    let memory = scratch.filterScratch(kernels, clusterCount: centroids.count, dimensions: points.dimensions)
    return matrix.withRows { view in
      view.withPart(holding: rows) { part in
        centroids.narrow.withView { view in
          centroids.withExact { exact in
            kernels.sketchAssign(
              part.origin, rowStride: part.stride, narrow: narrow, centroids: view, sketched: sketches, sketched,
              exact: exact, rows: rows.baseAddress!, count: rows.count, scratch: memory, found: scratch.found,
              squares: squares)
          }
        }
      }
    }
  }
}
