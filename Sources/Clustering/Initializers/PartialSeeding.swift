internal import Matrices
internal import TesseraKernels

/// Greedy k-means++ (``KMeansPlusPlus``) of rows that lack elements, or of which some are to be left out: distances are those of the elements
/// that both rows have, and the rows that would be left out, those of the largest w D to the rows chosen so far, count in no
/// potential. So an outlier is hardly ever chosen.
///
/// All rows, the first one too, are the best of the candidates: the first is drawn by weight.
///
/// - Complexity: O(rows * clusterCount * log(clusterCount) * dimensions). Memory: 32 bytes per row.
struct PartialSeeding<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let parts: PartialRows
  let kernels: Kernels

  func rows(_ clusterCount: Int, using generator: inout SeededGenerator) -> [Int] {
    let candidates = KMeansPlusPlus.candidateCount(for: clusterCount)
    var chosen: [Int] = []
    var nearest = [Double](repeating: .infinity, count: points.rows)
    points.meter?.begin("choose start centroids", of: clusterCount)
    while chosen.count < clusterCount {
      if points.cancellation?.isCancelled ?? false { return Array(repeating: 0, count: clusterCount) }
      let masses = chosen.isEmpty ? (0..<points.rows).map(points.weights.quanta) : masses(of: nearest)
      var best: (row: Int, potential: Double, nearest: [Double])?
      for _ in 0..<candidates {
        let row = WeightedDraw.row(from: masses, in: points.reduction, using: &generator)
        let distances = distances(to: row, atMost: nearest)
        let potential = points.weights.sum(of: kept(distances), kernels, points.reduction)
        if best.map({ potential < $0.potential }) ?? true { best = (row, potential, distances) }
      }
      if let best {
        chosen.append(best.row)
        nearest = best.nearest
      }
      points.meter?.advance(by: 1)
    }
    return chosen
  }

  /// 0 for the rows that would be left out.
  private func kept(_ squares: [Double]) -> [Double] {
    guard parts.trimmedCount > 0 else { return squares }
    var kept = squares
    for row in FarthestShare.indices(of: points.weighted(squares), count: parts.trimmedCount) { kept[row] = 0 }
    return kept
  }

  /// w D as whole numbers.
  private func masses(of squares: [Double]) -> [Int128] {
    let terms = points.weighted(kept(squares))
    let exponent = FixedPoint.exponent(bound: terms.max() ?? 0, count: terms.count)
    return terms.map { FixedPoint.quanta(of: $0, exponent: exponent) }
  }

  private func distances(to row: Int, atMost nearest: [Double]) -> [Double] {
    let (d, missing, kernels) = (points.dimensions, parts.missing, kernels)
    return points.vectors([row]).converted(to: Double.self).withUnsafeElements { vector in
      points.matrix.withUnsafeElements { elements in
        nonisolated(unsafe) let (elements, vector) = (elements.baseAddress!, vector)
        let own = missing?.columns(of: row) ?? []
        return [Double](count: points.rows, in: points.reduction.parallel) { _, rows, target in
          var masked = missing.map { _ in MaskedDistances(to: vector, dimensions: d) }
          for (position, other) in rows.enumerated() {
            let columns = missing?.columns(of: other) ?? []
            var square = 0.0
            if own.isEmpty, columns.isEmpty {
              kernels.distances(
                elements + other * d, centroids: vector.baseAddress!, dimensions: d, indices: nil, count: 1,
                into: &square)
            } else {
              masked?.begin(elements + other * d, missing: columns)
              masked?.leaveOut(own)
              square = masked?.square(to: 0) ?? 0
            }
            target[position] = min(square, nearest[other])
          }
        }
      }
    }
  }
}

extension ScaledPoints {
  /// w times each row's value.
  func weighted(_ values: [Double]) -> [Double] {
    guard let weights = weights.values else { return values }
    return zip(weights, values).map { $0 * $1 }
  }
}
