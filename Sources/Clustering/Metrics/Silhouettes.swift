public import Matrices
internal import Refusals
public import TesseraKernels

/// How well each row fits its cluster: (b - a) / max(a, b), where a is its mean distance to the other rows of its cluster and b
/// the smallest mean distance to the rows of another cluster. In -1 ... 1: near 1 well inside, about 0 between two
/// clusters, negative where another cluster is nearer.
///
/// ```swift
/// let silhouettes = try Silhouettes(of: points, labels: model.labels)
/// print(silhouettes.mean ?? 0)
/// for (row, value) in zip(silhouettes.rows, silhouettes.values) where value < 0 { print(row) }
/// ```
///
/// Distances are Euclidean, by direct differences in Double, so that neither an offset nor the scale of the data matters. As
/// in scikit-learn a row alone in its cluster has 0, and so has one whose a and b are 0. Rows with a negative label (those
/// that were left out) are not measured and belong to no cluster. Every other row counts once, whatever its weight in a fit.
///
/// Source: P. J. Rousseeuw, *Silhouettes: a graphical aid to the interpretation and validation of cluster analysis* (1987),
/// DOI 10.1016/0377-0427(87)90125-7.
/// - Complexity: O(rows^2 * dimensions), on all threads; with a sample, of its rows. The same bits for any number of threads and
///   instruction set. Memory: 8 bytes per element and about 20 per row of those measured; no table of distances.
public struct Silhouettes: Sendable {
  /// The rows that were measured, ascending: all that have a label of 0 or more, or a sample of them.
  public let rows: [Int]
  /// The silhouette of each of them.
  public let values: [Double]
  /// How many clusters these rows have.
  public let clusterCount: Int
  /// Whether ``rows`` are a sample: then values and mean are those of the sample alone, estimates for all rows.
  public let isSample: Bool
  /// The mean of all values; nil where silhouettes say nothing: fewer than two clusters, or each row alone.
  public let mean: Double?

  /// - Parameters:
  ///   - points: [rows, dimensions]; rows that are measured are finite.
  ///   - labels: the cluster of each row; negative for rows left out.
  ///   - sampleSize: the most rows that are measured; of more, so many are drawn, each as likely. nil: all.
  ///   - seed: decides the sample.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  ///   - cancellation: ends the measuring from outside.
  ///   - meter: hears how many rows are measured.
  /// - Throws: ``ClusteringError/notFinite(row:column:)``; ``ClusteringError/interrupted`` when it was cancelled.
  public init(
    of points: NumericMatrix, labels: [Int32], sampleSize: Int? = nil, seed: UInt64 = 0, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, cancellation: Cancellation? = nil, meter: WorkMeter? = nil
  ) throws(ClusteringError) {
    self = try Self.all(
      of: points, labelings: [labels], sampleSize: sampleSize, seed: seed, threadCount: threadCount,
      instructionSet: instructionSet, cancellation: cancellation, meter: meter)[0]
  }

  /// The silhouettes of several labelings of the same rows, for the price of little more than one: each distance is
  /// computed once. Each has the bits that it would have alone.
  ///
  /// - Parameter labelings: at least one; all leave out the same rows.
  public static func all(
    of points: NumericMatrix, labelings: [[Int32]], sampleSize: Int? = nil, seed: UInt64 = 0, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil, cancellation: Cancellation? = nil, meter: WorkMeter? = nil
  ) throws(ClusteringError) -> [Silhouettes] {
    require(!labelings.isEmpty, "there is a labeling")
    require(labelings.allSatisfy { $0.count == points.rows }, "there is one label per row")
    require(sampleSize ?? 2 >= 2, "a sample has two rows at least")
    var rows = labelings[0].indices.filter { labelings[0][$0] >= 0 }
    require(
      labelings.dropFirst().allSatisfy { labels in
        zip(labels, labelings[0]).allSatisfy { ($0 < 0) == ($1 < 0) }
      }, "all labelings leave out the same rows")
    let isSample = rows.count > sampleSize ?? .max
    if isSample { rows = rows.sample(of: sampleSize ?? 0, seed: seed) }
    let labelled = labelings.map { LabelledRows(rows: rows, $0) }
    let measured = labelled.indices.filter { labelled[$0].isMeasurable }
    var values = labelled.map { [Double](repeating: 0, count: $0.rows.count) }
    if !measured.isEmpty {
      let found = try SilhouetteSweep(
        points.scaledRows(rows), measured.map { labelled[$0] }, kernels: Kernels(instructionSet ?? .best),
        parallel: ParallelRows(threads: threadCount ?? ParallelRows.processorCount), cancellation: cancellation,
        meter: meter
      ).values()
      for (index, found) in zip(measured, found) { values[index] = found }
    }
    return zip(labelled, values).map { labelled, values in
      Silhouettes(
        rows: rows, values: values, clusterCount: labelled.counts.count, isSample: isSample,
        mean: labelled.isMeasurable ? values.exactMean : nil)
    }
  }

  private init(rows: [Int], values: [Double], clusterCount: Int, isSample: Bool, mean: Double?) {
    (self.rows, self.values, self.clusterCount, self.isSample, self.mean) = (rows, values, clusterCount, isSample, mean)
  }
}

extension [Int] {
  /// `size` of them, each as likely, in their order.
  ///
  /// Source: D. E. Knuth, *The Art of Computer Programming*, volume 2, algorithm S.
  func sample(of size: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed, stream: 0x5A3B1E)
    var chosen: [Int] = []
    chosen.reserveCapacity(size)
    for (position, element) in enumerated() {
      if generator.index(below: count - position) < size - chosen.count { chosen.append(element) }
    }
    return chosen
  }
}

extension [Double] {
  /// Rounded about twice, whatever the order.
  var exactMean: Double { reduce(DoubleDouble.zero) { $0 + DoubleDouble($1) }.value / Double(count) }
}

extension NumericMatrix {
  /// Some rows in Double, divided by a power of two where squares of their differences would leave its range.
  fileprivate func scaledRows(_ rows: [Int]) throws(ClusteringError) -> Matrix<Double> {
    let matrix: Matrix<Double> =
      switch self {
      case .float(let points): points.selectingRows(rows).converted()
      case .double(let points): rows.count == points.rows ? points : points.selectingRows(rows)
      }
    do {
      return UnitScale(bound: try DataSurvey(matrix).bound).scaled(matrix)
    } catch {
      guard case .notFinite(let row, let column) = error else { throw error }
      throw .notFinite(row: rows[row], column: column)
    }
  }
}
