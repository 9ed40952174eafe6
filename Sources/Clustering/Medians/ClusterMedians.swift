internal import Matrices
internal import TesseraKernels

/// The median of each column of each cluster's rows.
///
/// The sum of w |x - c| is least for all c of an interval, from the smallest value at which half of the weight is reached to the
/// largest value from which on half of it is left; where half is met exactly the two ends differ. The median is the middle of the
/// interval: without weights the middle value, or the mean of the two in the middle, as everywhere. A row of weight w counts as w
/// equal rows, and rows without weight do not count. Weights are compared in integers, so that half is half.
///
/// - Complexity: O(rows * dimensions) expected without weights (C. A. R. Hoare, *Algorithm 65: find* (1961),
///   DOI 10.1145/366622.366647), times log(rows) with. Memory: 4 bytes per row, and eight values per row of the largest cluster and
///   thread.
struct ClusterMedians<Scalar: KernelScalar> {
  private let points: ScaledPoints<Scalar>
  /// Rows of positive weight by cluster.
  private let rows: [Int32]
  private let starts: [Int]

  /// - Parameter labels: in 0 ..< clusterCount.
  init(of labels: [Int32], _ points: ScaledPoints<Scalar>, clusterCount: Int) {
    self.points = points
    let weights = points.weights
    var starts = [Int](repeating: 0, count: clusterCount + 1)
    for row in labels.indices where weights[row] > 0 { starts[Int(labels[row]) + 1] += 1 }
    for cluster in 0..<clusterCount { starts[cluster + 1] += starts[cluster] }
    var next = starts
    rows = [Int32](unsafeUninitializedCapacity: starts[clusterCount]) { rows, initialized in
      for row in labels.indices where weights[row] > 0 {
        rows[next[Int(labels[row])]] = Int32(row)
        next[Int(labels[row])] += 1
      }
      initialized = starts[clusterCount]
    }
    self.starts = starts
  }

  /// How many rows of positive weight a cluster has.
  func count(_ cluster: Int) -> Int { starts[cluster + 1] - starts[cluster] }

  /// Centroids, [clusterCount, dimensions], of which those where `changed` says so, and rows are, become the medians.
  func replacing(_ centroids: Matrix<Double>, where changed: [Bool]) -> Matrix<Double> {
    let (d, blocks) = (points.dimensions, (points.dimensions + 7) / 8)
    var medians = centroids
    medians.withUnsafeMutableElements { medians in
      nonisolated(unsafe) let target = medians.baseAddress!
      let medians = self
      // One cluster's columns, eight by eight.
      points.reduction.parallel.forEachChunk(of: changed.count * blocks, chunk: 1) { _, task, _ in
        let (cluster, block) = (task / blocks, task % blocks)
        guard changed[cluster], medians.count(cluster) > 0 else { return }
        let columns = (8 * block)..<min(d, 8 * block + 8)
        medians.find(columns, of: cluster, into: target + cluster * d)
      }
    }
    return medians
  }

  private func find(_ columns: Range<Int>, of cluster: Int, into target: UnsafeMutablePointer<Double>) {
    let (list, d) = (rows[starts[cluster]..<starts[cluster + 1]], points.dimensions)
    let count = list.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count * columns.count) { values in
      points.matrix.withUnsafeElements { elements in
        for (position, row) in list.enumerated() {
          for (place, column) in columns.enumerated() {
            // -0 becomes 0: which of equal values is found must not matter.
            values[place * count + position] = Double(elements[Int(row) * d + column]) + 0
          }
        }
      }
      for (place, column) in columns.enumerated() {
        let own = UnsafeMutableBufferPointer(rebasing: values[(place * count)..<((place + 1) * count)])
        target[column] = points.weights.values == nil ? Median.middle(of: own) : weighted(own, list)
      }
    }
  }

  private func weighted(_ values: UnsafeMutableBufferPointer<Double>, _ list: ArraySlice<Int32>) -> Double {
    let terms = zip(values, list).map { (value: $0, weight: points.weights.quanta(of: Int($1))) }
    return Median.middle(ofSorted: terms.sorted { $0.value < $1.value })
  }
}

enum Median {
  /// The middle of the values, or the mean of the two in the middle; they are left in another order.
  static func middle(of values: UnsafeMutableBufferPointer<Double>) -> Double {
    let half = values.count / 2
    let upper = select(half, of: values)
    guard values.count % 2 == 0 else { return upper }
    // Those before it are no larger.
    let lower = values[..<half].reduce(-Double.infinity) { max($0, $1) }
    return middle(lower, upper)
  }

  /// The middle of the interval in which half of the weight lies on either side, of terms in the order of their values.
  static func middle(ofSorted terms: [(value: Double, weight: Int128)]) -> Double {
    var rest = terms.reduce(Int128(0)) { $0 + $1.weight }
    var below: Int128 = 0
    for (index, term) in terms.enumerated() {
      below += term.weight
      rest -= term.weight
      if below > rest { return term.value }
      if below == rest { return middle(term.value, terms[index + 1].value) }
    }
    return terms[terms.count - 1].value
  }

  private static func middle(_ lower: Double, _ upper: Double) -> Double {
    lower == upper ? lower : (lower + upper) / 2
  }

  /// The value at `index` in sorted order, put there, with none larger before and none smaller behind.
  private static func select(_ index: Int, of values: UnsafeMutableBufferPointer<Double>) -> Double {
    var (first, last) = (0, values.count - 1)
    while first < last {
      let pivot = values[pivotIndex(first, last, values)]
      var (left, right) = (first, last)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if index <= right {
        last = right
      } else if index >= left {
        first = left
      } else {
        break
      }
    }
    return values[index]
  }

  /// The median of the first, middle and last; of long stretches of nine of them, so that no usual order is slow.
  private static func pivotIndex(_ first: Int, _ last: Int, _ values: UnsafeMutableBufferPointer<Double>) -> Int {
    func median(_ a: Int, _ b: Int, _ c: Int) -> Int {
      values[a] < values[b]
        ? (values[b] < values[c] ? b : values[a] < values[c] ? c : a)
        : (values[a] < values[c] ? a : values[b] < values[c] ? c : b)
    }
    let middle = first + (last - first) / 2
    guard last - first > 128 else { return median(first, middle, last) }
    let step = (last - first) / 8
    return median(
      median(first, first + step, first + 2 * step), median(middle - step, middle, middle + step),
      median(last - 2 * step, last - step, last))
  }
}
