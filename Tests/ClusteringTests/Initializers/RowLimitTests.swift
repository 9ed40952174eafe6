import Clustering
import Matrices
import Testing

/// More rows than 32 bits number, in memory that nobody reads; a fit is in `NastyDataTests`.
struct RowLimitTests {
  @Test func startsRefuseWhatAFitRefuses() throws {
    let rows = 1 << 31
    let elements = UnsafeMutableBufferPointer<Float>.allocate(capacity: 1)
    defer { elements.deallocate() }
    let borrowed = UnsafeBufferPointer(start: UnsafePointer(elements.baseAddress), count: rows)
    let points = Matrix(rows: rows, columns: 1, borrowing: borrowed) {}
    #expect(throws: ClusteringError.tooLarge(rows: rows, columns: 1)) {
      try KMeans(clusterCount: 2).startCentroids(for: .float(points))
    }
  }
}
