internal import Matrices
internal import TesseraKernels

/// Assigns rows to their nearest centroids, exactly, and computes as few distances as it can prove enough.
///
/// Every label is argmin over centroids of the canonical distance D, ties to the lowest index. A row goes through up to
/// three stages; whatever the first two cannot *prove* is decided by D:
/// 1. the region: bounds on the distance to the own and to the second nearest centroid, loosened by the drift since
///    they were set, show that no other centroid can have come nearer (Hamerly 2010, DOI 10.1137/1.9781611972801.12);
/// 2. the filter: Float scores whose rounding error is bounded (``ErrorBounds``) leave one candidate;
/// 3. D of the candidates that are left.
///
/// - Complexity: O(rows * centroids * dimensions) for the first assignment, O(rows) plus the rows that lost their
///   certificate for later ones. Memory: 20 bytes per row beside ``PreparedCentroids``.
final class AssignmentEngine<Scalar: KernelScalar> {
  let points: ScaledPoints<Scalar>
  let kernels: Kernels
  let parallel: ParallelRows
  let bounds: ErrorBounds
  let usesFilter: Bool
  private(set) var centroids: PreparedCentroids
  private(set) var labels: [Int32]
  /// Per row, an upper bound of the distance to the own centroid and a lower bound of that to any other.
  private var upper: [Double]
  private var lower: [Double]
  private var drift: CentroidDrift?
  let scratch: [RowScratch<Scalar>]
  /// How many rows the last assignment of all rows certified without computing a distance.
  private(set) var certified = 0

  init(_ points: ScaledPoints<Scalar>, clusterCount: Int, kernels: Kernels, parallel: ParallelRows) {
    self.points = points
    self.kernels = kernels
    self.parallel = parallel
    bounds = ErrorBounds(dimensions: points.dimensions)
    usesFilter = points.dimensions >= 8 && clusterCount >= 12
    centroids = PreparedCentroids(count: clusterCount, dimensions: points.dimensions)
    labels = Array(repeating: -1, count: points.rows)
    upper = Array(repeating: 0, count: points.rows)
    lower = Array(repeating: 0, count: points.rows)
    let usesFilter = usesFilter
    scratch = (0..<parallel.threads).map { _ in
      RowScratch(dimensions: points.dimensions, clusterCount: clusterCount, usesFilter: usesFilter)
    }
  }

  /// Puts the centroids (scaled units, row-major) in place; labels stay as they are until the next assignment.
  func move(to next: [Double]) {
    if labels.isEmpty || labels[0] >= 0 {
      drift = CentroidDrift(distances: driftDistances(to: next))
    }
    centroids.update(next, filterShift: usesFilter ? points.shift : nil)
  }

  private func driftDistances(to next: [Double]) -> [Double] {
    let d = points.dimensions
    return centroids.elements.withUnsafeBufferPointer { old in
      next.withUnsafeBufferPointer { new in
        (0..<centroids.count).map { cluster in
          var square = 0.0
          kernels.distances(
            old.baseAddress! + cluster * d, centroids: new.baseAddress! + cluster * d, dimensions: d, indices: nil,
            count: 1, into: &square)
          return square.squareRoot() * bounds.above
        }
      }
    }
  }

  /// Assigns all rows to the centroids in place and returns those that changed their label, by row.
  func assignAll() -> [RowMove] {
    let chunk = ParallelRows.defaultChunk
    let chunks = (points.rows + chunk - 1) / chunk
    var moves = [[RowMove]](repeating: [], count: chunks)
    var certifiedRows = [Int](repeating: 0, count: chunks)
    withRowState { state in
      moves.withUnsafeMutableBufferPointer { moves in
        certifiedRows.withUnsafeMutableBufferPointer { certifiedRows in
          nonisolated(unsafe) let (moves, certifiedRows, state) = (moves, certifiedRows, state)
          nonisolated(unsafe) let engine = self
          parallel.forEachChunk(of: points.rows, chunk: chunk) { worker, index, rows in
            let scratch = engine.scratch[worker]
            certifiedRows[index] = engine.selectUncertified(rows, state, into: scratch)
            engine.resolve(scratch.rows, scratch: scratch, needsSecond: false) { position, found in
              let row = Int(scratch.rows[position])
              if state.labels[row] != found.label {
                moves[index].append(RowMove(row: Int32(row), source: state.labels[row], target: found.label))
                state.labels[row] = found.label
              }
              state.upper[row] = found.upper
              state.lower[row] = found.lower
            }
          }
        }
      }
    }
    certified = certifiedRows.reduce(0, +)
    drift = nil
    return moves.count == 1 ? moves[0] : Array(moves.joined())
  }

  /// Loosens the bounds of `rows` by the drift and collects those that they no longer certify; returns how many rows
  /// needed no distance.
  private func selectUncertified(_ rows: Range<Int>, _ state: RowState, into scratch: RowScratch<Scalar>) -> Int {
    scratch.rows.removeAll(keepingCapacity: true)
    guard let drift else {
      scratch.rows.append(contentsOf: rows.lazy.map(Int32.init))
      return 0
    }
    var certified = 0
    let (above, below) = (bounds.above, bounds.below)
    for row in rows {
      let label = Int(state.labels[row])
      let upper = (state.upper[row] + drift.distances[label]) * above
      let lower = (state.lower[row] - drift.largest(except: label)) * below
      state.upper[row] = upper
      state.lower[row] = lower
      if upper * above < lower * below {
        certified += 1
      } else if !isCertifiedByOwnDistance(row, label, state) {
        scratch.rows.append(Int32(row))
      }
    }
    return certified
  }

  private func isCertifiedByOwnDistance(_ row: Int, _ label: Int, _ state: RowState) -> Bool {
    guard state.lower[row] > 0 else { return false }
    let upper = squaredDistance(row, label).squareRoot() * bounds.above
    state.upper[row] = upper
    return upper * bounds.above < state.lower[row] * bounds.below
  }

  /// D of one row to one centroid.
  func squaredDistance(_ row: Int, _ centroid: Int) -> Double {
    var square = 0.0
    let d = points.dimensions
    points.matrix.withUnsafeElements { elements in
      centroids.elements.withUnsafeBufferPointer { centroids in
        kernels.distances(
          elements.baseAddress! + row * d, centroids: centroids.baseAddress! + centroid * d, dimensions: d,
          indices: nil, count: 1, into: &square)
      }
    }
    return square
  }

  private struct RowState {
    let labels: UnsafeMutablePointer<Int32>
    let upper: UnsafeMutablePointer<Double>
    let lower: UnsafeMutablePointer<Double>
  }

  private func withRowState(_ body: (RowState) -> Void) {
    labels.withUnsafeMutableBufferPointer { labels in
      upper.withUnsafeMutableBufferPointer { upper in
        lower.withUnsafeMutableBufferPointer { lower in
          body(RowState(labels: labels.baseAddress!, upper: upper.baseAddress!, lower: lower.baseAddress!))
        }
      }
    }
  }
}
