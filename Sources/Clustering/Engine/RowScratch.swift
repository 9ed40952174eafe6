internal import TesseraKernels

/// One worker's memory for resolving rows: reused for every chunk, used by one thread at a time.
final class RowScratch<Scalar: KernelScalar>: @unchecked Sendable {
  /// The rows to resolve.
  var rows: [Int32] = []

  /// Rows per kernel call: as many as leave the packed block in the second-level cache.
  let blockRows: Int
  let labels: UnsafeMutablePointer<Int32>
  let first: UnsafeMutablePointer<Double>
  let second: UnsafeMutablePointer<Double>
  let squaredNorms: UnsafeMutablePointer<Double>
  let packed: UnsafeMutablePointer<Float>
  let firstScores: UnsafeMutablePointer<Float>
  let secondScores: UnsafeMutablePointer<Float>
  let candidates: UnsafeMutablePointer<Int32>
  let distances: UnsafeMutablePointer<Double>

  init(dimensions: Int, clusterCount: Int, usesFilter: Bool) {
    blockRows = max(12, min(240, 32768 / dimensions / 12 * 12))
    labels = .allocate(capacity: blockRows)
    first = .allocate(capacity: blockRows)
    second = .allocate(capacity: blockRows)
    squaredNorms = .allocate(capacity: blockRows)
    packed = .allocate(capacity: usesFilter ? blockRows * dimensions : 0)
    firstScores = .allocate(capacity: blockRows)
    secondScores = .allocate(capacity: blockRows)
    candidates = .allocate(capacity: clusterCount)
    distances = .allocate(capacity: clusterCount)
  }

  deinit {
    labels.deallocate()
    first.deallocate()
    second.deallocate()
    squaredNorms.deallocate()
    packed.deallocate()
    firstScores.deallocate()
    secondScores.deallocate()
    candidates.deallocate()
    distances.deallocate()
  }
}
