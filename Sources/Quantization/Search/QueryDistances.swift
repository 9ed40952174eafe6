internal import Matrices
internal import TesseraKernels

/// The squares of distances between queries and rows, in Double, on a scale on which none is beyond the range.
struct QueryDistances<Scalar: KernelScalar, Query: KernelScalar>: Sendable {
  private let rows: Matrix<Scalar>
  private let queries: Matrix<Query>
  private let kernels: Kernels
  private let scale: PowerOfTwo
  /// Roots times this are distances.
  let unit: PowerOfTwo

  init(_ rows: Matrix<Scalar>, _ queries: Matrix<Query>, _ instructionSet: InstructionSet?) {
    (self.rows, self.queries, kernels) = (rows, queries, Kernels(instructionSet ?? .usual))
    let exponent = max(rows.largestExponent, queries.largestExponent)
    (scale, unit) = (PowerOfTwo(-exponent), PowerOfTwo(exponent))
  }

  private func scaled<Element: KernelScalar>(_ row: [Element]) -> [Double] { row.map { scale.applied(to: Double($0)) } }

  /// Calls `body` with the place of a query, a row and a square, rows ascending.
  func forEach(of some: Range<Int>, _ count: Int, _ body: (_ place: Int, _ row: Int, _ square: Double) -> Void) {
    let columns = queries.columns
    let points = some.map { scaled(queries.row($0)) }
    let length = max(1, min(1024, (1 << 17) / max(1, columns)))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: length * (columns + 1)) { memory in
      guard let block = memory.baseAddress else { return }
      let squares = block + length * columns
      for start in stride(from: 0, to: count, by: length) {
        let used = min(length, count - start)
        rows.withRows { view in
          for row in 0..<used {
            view.withRow(start + row) { from in
              for column in 0..<columns { block[row * columns + column] = scale.applied(to: Double(from[column])) }
            }
          }
        }
        for (place, point) in points.enumerated() {
          kernels.distances(point, centroids: block, dimensions: columns, indices: nil, count: used, into: squares)
          for row in 0..<used { body(place, start + row, squares[row]) }
        }
      }
    }
  }

  /// Calls `body` with some rows and their squares.
  func forEach(of query: Int, _ some: ArraySlice<Int32>, _ body: (_ row: Int32, _ square: Double) -> Void) {
    let point = scaled(queries.row(query))
    var square = 0.0
    for row in some {
      let other = scaled(rows.row(Int(row)))
      kernels.distances(point, centroids: other, dimensions: point.count, indices: nil, count: 1, into: &square)
      body(row, square)
    }
  }
}
