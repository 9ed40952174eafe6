import TesseraKernels

@testable import Clustering

extension AssignmentEngine {
  @discardableResult
  func move(to next: [Double]) -> [Bool]? { next.withUnsafeBufferPointer { move(to: $0) } }
}

extension PreparedCentroids {
  func replace(_ centroids: [Double]) {
    centroids.withUnsafeBufferPointer { replace($0, in: ParallelRows(threads: 1)) }
  }
}
