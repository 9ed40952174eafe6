public import Matrices
public import TesseraKernels

/// How far each row is from being assigned elsewhere, at given centroids.
///
/// ```swift
/// let margins = try RowMargins(of: points, at: model.centroids)
/// for row in margins.mostAmbiguous(10) { print(row.row, row.margin, row.owner, row.rival) }
/// ```
///
/// A row's margin is (d2 - d1) / 2 of its distances to the second nearest and the nearest centroid, rounded down, as in
/// ``LocalityRegion``, whose ``LocalityRegion/radius`` is the smallest.
public struct RowMargins: Sendable {
  /// The index of the nearest centroid of each row (ties: the lowest index).
  public let labels: [Int32]
  /// The margin of each row in units of the data; infinite for one centroid, 0 at ties.
  public let values: [Double]

  private let points: NumericMatrix
  private let centroids: Matrix<Double>
  private let isManhattan: Bool

  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - centroids: [clusterCount, dimensions], finite, in units of the data.
  ///   - assignment: of these points to these centroids, if it has been made; without margins it is made once more.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Complexity: O(rows * clusterCount * dimensions). Memory: as an ``Assignment`` with margins.
  public init(
    of points: NumericMatrix, at centroids: Matrix<Double>, assignment: Assignment? = nil, threadCount: Int? = nil,
    instructionSet: InstructionSet? = nil
  ) throws(ClusteringError) {
    if let assignment, let margins = assignment.margins {
      (labels, values) = (assignment.labels, margins)
    } else {
      let assignment = try points.assigned(
        to: centroids, as: assignment?.isManhattan ?? false ? .median : .mean, threadCount: threadCount,
        instructionSet: instructionSet, keepsMargins: true)
      (labels, values) = (assignment.labels, assignment.margins ?? [])
    }
    (self.points, self.centroids, isManhattan) = (points, centroids, assignment?.isManhattan ?? false)
  }

  /// The smallest margin; nil for one centroid (unbounded).
  public var radius: Double? { values.min().flatMap { $0.isFinite ? $0 : nil } }

  /// The median margin (of an even number, the lower of the two in the middle); nil for one centroid.
  public var median: Double? {
    guard !values.isEmpty else { return nil }
    let median = values.sorted()[(values.count - 1) / 2]
    return median.isFinite ? median : nil
  }

  /// The rows with the smallest margins, the smallest first (ties: the lowest row), and between which two clusters they lie;
  /// none for one centroid.
  ///
  /// - Complexity: O(rows * log count + count * clusterCount * dimensions).
  public func mostAmbiguous(_ count: Int) -> [LocalityRegion.Constraint] {
    guard centroids.rows > 1, count > 0 else { return [] }
    var smallest: [Int] = []
    for row in values.indices {
      guard smallest.count < count || values[row] < values[smallest[count - 1]] else { continue }
      let place = smallest.firstIndex { values[row] < values[$0] } ?? smallest.count
      smallest.insert(row, at: place)
      if smallest.count > count { smallest.removeLast() }
    }
    return smallest.map { row in
      LocalityRegion.Constraint(
        row: row, owner: Int(labels[row]), rival: rival(of: row), margin: values[row])
    }
  }

  /// The nearest centroid but the own (ties: the lowest index).
  private func rival(of row: Int) -> Int {
    let elements: [Double] =
      switch points {
      case .float(let matrix): matrix.row(row).map { Double($0) }
      case .double(let matrix): matrix.row(row)
      }
    let bound = centroids.withUnsafeElements { $0.reduce(0) { max($0, $1.magnitude) } }
    let scale = UnitScale(bound: elements.reduce(bound) { max($0, $1.magnitude) })
    if isManhattan {
      let rows = ManhattanLabels(
        Matrix(rows: 1, columns: elements.count, elements: elements.map(scale.scaled)), ParallelRows(threads: 1),
        labels: [labels[row]], at: scale.scaled(centroids))
      return rows.rival(of: 0) ?? 0
    }
    var distances = [Double](repeating: 0, count: centroids.rows)
    scale.scaled(centroids).withUnsafeElements { centroids in
      Kernels(.best).distances(
        elements.map(scale.scaled), centroids: centroids.baseAddress!, dimensions: elements.count, indices: nil,
        count: distances.count, into: &distances)
    }
    let others = distances.indices.filter { $0 != Int(labels[row]) }
    return others.min { distances[$0] < distances[$1] } ?? 0
  }
}
