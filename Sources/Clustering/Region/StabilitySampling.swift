internal import Matrices
internal import TesseraKernels

/// Samples of noise and what they do to labels; in units of a power of two.
struct StabilitySampling {
  private let centroids: [Double]
  private let clusterCount: Int
  private let dimensions: Int
  private let noise: Double
  private let samples: Int
  private let seed: UInt64
  private let labels: [Int32]
  private let kernels: Kernels
  private let parallel: ParallelRows
  private let cancellation: Cancellation?
  private let meter: WorkMeter?
  private let scale: UnitScale

  /// - Parameter labels: of all rows, at these centroids.
  init(
    _ centroids: Matrix<Double>, noise: Double, samples: Int, seed: UInt64, labels: [Int32], kernels: Kernels,
    parallel: ParallelRows, cancellation: Cancellation?, meter: WorkMeter?
  ) {
    (clusterCount, dimensions) = (centroids.rows, centroids.columns)
    let bound = centroids.withUnsafeElements { $0.reduce(0) { max($0, $1.magnitude) } }
    scale = UnitScale(bound: max(bound, noise))
    self.centroids = scale.scaled(centroids).elements
    self.noise = scale.scaled(noise)
    (self.samples, self.seed, self.labels) = (samples, seed, labels)
    (self.kernels, self.parallel) = (kernels, parallel)
    (self.cancellation, self.meter) = (cancellation, meter)
  }

  /// Of each of the rows the share of samples in which it keeps its label; nil where no move changes it.
  func survival<Scalar: KernelScalar>(
    of rows: [Int], _ points: Matrix<Scalar>, _ source: LabelStability.Source
  ) -> [Double?] {
    meter?.begin("draw samples of noise", of: rows.count)
    let moved = source == .centroids && !rows.isEmpty ? movedCentroids() : []
    let chunk = 16
    let parts = points.withUnsafeElements { elements in
      nonisolated(unsafe) let elements = elements.baseAddress
      return parallel.mapChunks(of: rows.count, chunk: chunk) { _, _, range in
        range.map { place -> Double? in
          guard let elements, !(cancellation?.isCancelled ?? false) else { return 0 }
          let row = rows[place]
          let x = (0..<dimensions).map { scale.scaled(Double(elements[row * dimensions + $0])) }
          defer { meter?.advance(by: 1) }
          switch source {
          case .rows: return isInside(x, Int(labels[row])) ? nil : survivalOfMoves(x, row)
          case .centroids: return survival(x, Int(labels[row]), at: moved)
          }
        }
      }
    }
    return parts.flatMap { $0 }
  }

  /// Whether a row is farther than the noise from the border of its cell with every other one.
  private func isInside(_ x: [Double], _ label: Int) -> Bool {
    for other in 0..<clusterCount where other != label {
      // Twice (x - c1) . (c2 - c1) - |c2 - c1|^2 is d1^2 - d2^2.
      var (square, product, size) = (0.0, 0.0, 0.0)
      for column in 0..<dimensions {
        let own = centroids[label * dimensions + column]
        let step = centroids[other * dimensions + column] - own
        let offset = x[column] - own
        square += step * step
        product += offset * step
        size += (offset * step).magnitude
      }
      let distance = square / 2 - product
      let rounding = (square + size) * Double(dimensions + 8) * 0x1p-51
      guard distance - rounding > noise * square.squareRoot() * (1 + Double(dimensions + 8) * 0x1p-51) else {
        return false
      }
    }
    return true
  }

  private func survivalOfMoves(_ x: [Double], _ row: Int) -> Double {
    var generator = SeededGenerator(seed: seed, stream: UInt64(row))
    var distances = [Double](repeating: 0, count: clusterCount)
    var kept = 0
    for _ in 0..<samples {
      let step = generator.ballPoint(dimensions, radius: noise)
      let moved = (0..<dimensions).map { x[$0] + step[$0] }
      if nearest(moved, centroids, &distances) == Int(labels[row]) { kept += 1 }
    }
    return Double(kept) / Double(samples)
  }

  private func survival(_ x: [Double], _ label: Int, at moved: [[Double]]) -> Double {
    var distances = [Double](repeating: 0, count: clusterCount)
    var kept = 0
    for centroids in moved where nearest(x, centroids, &distances) == label { kept += 1 }
    return Double(kept) / Double(samples)
  }

  /// The same samples for all rows, as the centroids move for all of them.
  private func movedCentroids() -> [[Double]] {
    (0..<samples).map { sample in
      var generator = SeededGenerator(seed: seed, stream: UInt64(sample))
      var moved = centroids
      for cluster in 0..<clusterCount {
        let step = generator.ballPoint(dimensions, radius: noise)
        for column in 0..<dimensions { moved[cluster * dimensions + column] += step[column] }
      }
      return moved
    }
  }

  private func nearest(_ x: [Double], _ centroids: [Double], _ distances: inout [Double]) -> Int {
    kernels.distances(
      x, centroids: centroids, dimensions: dimensions, indices: nil, count: clusterCount, into: &distances)
    var best = 0
    for other in 1..<max(1, clusterCount) where distances[other] < distances[best] { best = other }
    return best
  }
}

extension SeededGenerator {
  /// A point of a ball, each part of its volume as likely (directions as near to that as sums of twelve uniform numbers are to
  /// normal ones), by operations that every processor rounds alike.
  mutating func ballPoint(_ dimensions: Int, radius: Double) -> [Double] {
    var (point, square) = ([Double](repeating: 0, count: dimensions), 0.0)
    while square == 0 {
      for column in 0..<dimensions {
        var sum: UInt64 = 0
        for _ in 0..<12 { sum += next() >> 11 }
        point[column] = Double(sum) * 0x1p-53 - 6
        square += point[column] * point[column]
      }
    }
    // The largest of so many uniform numbers is distributed as the distance from the centre.
    var largest: UInt64 = 0
    for _ in 0..<dimensions { largest = max(largest, fraction53()) }
    let factor = radius * (Double(largest) * 0x1p-53) / square.squareRoot() * (1 - 0x1p-50)
    return point.map { $0 * factor }
  }
}
