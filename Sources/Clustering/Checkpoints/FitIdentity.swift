internal import Matrices
internal import TesseraKernels

extension KMeans {
  /// What decides the bits of a fit, but for the points.
  var facts: [FitFact] {
    [
      FitFact(name: "clusters", value: "\(clusterCount)"),
      FitFact(name: "solver", value: solver.text),
      FitFact(name: "initializer", value: initializer.text),
      FitFact(name: "seed", value: "\(seed)"),
      FitFact(name: "restarts", value: "\(restarts)"),
      FitFact(name: "max-iterations", value: "\(maximumIterations)"),
      FitFact(name: "tolerance", value: "\(tolerance)"),
      FitFact(name: "metric", value: metric.rawValue),
    ]
  }

  /// The same with the points: by their shape, their type, and 64 bits that other numbers or another order would change.
  func facts<Scalar: KernelScalar>(
    with points: Matrix<Scalar>, _ weights: [Double]?, in reduction: Reduction
  ) -> [FitFact] {
    let print = points.fingerprint(weights, in: reduction)
    let bits = MemoryLayout<Scalar>.size * 8
    return facts + [
      FitFact(name: "points", value: "\(reduction.rowCount) x \(points.columns) of float\(bits), \(print)")
    ]
  }

  /// Throws unless a checkpoint is of this fit.
  func check(
    _ checkpoint: FitCheckpoint, against facts: [FitFact], rows: Int, columns: Int
  ) throws(ClusteringError) {
    for (index, fact) in facts.enumerated() {
      let other = checkpoint.identity.indices.contains(index) ? checkpoint.identity[index] : nil
      guard let other, other == fact else { throw .otherCheckpoint(fact.name, other?.value ?? "none", fact.value) }
    }
    // Of words that somebody made up.
    let best = checkpoint.finished.best?.run.centroids
    let all = [checkpoint.state?.centroids, checkpoint.state?.measured, best].compactMap { $0 }
    guard all.count >= 2, all.allSatisfy({ $0.rows == clusterCount && $0.columns == columns }),
      checkpoint.restart < restarts
    else { throw .otherCheckpoint("clusters", "\(all.first?.rows ?? 0)", "\(clusterCount)") }
    if case .sample(let size, _) = checkpoint.state?.samples.stage, size > rows / 2 {
      throw .otherCheckpoint("sample", "\(size)", "\(rows / 2) rows at most")
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// A number that other elements, weights, or another order of the rows would almost surely change, in any number of threads
  /// and members the same.
  func fingerprint(_ weights: [Double]?, in reduction: Reduction) -> UInt64 {
    let columns = columns
    let total = withRows { view in
      reduction.sum(of: rows, chunk: ParallelRows.defaultChunk) { _, _, part in
        var sum: UInt64 = 0
        view.forEachRow(in: part) { row, x in
          var hash = RowHash.hash(reduction.firstRow + row, key: weights?[row].bitPattern ?? 1)
          for column in 0..<columns {
            hash = (hash ^ Double(x[column]).bitPattern) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
          }
          sum &+= hash
        }
        return Int128(sum)
      }
    }
    return UInt64(truncatingIfNeeded: total)
  }
}
