internal import Refusals

/// A symmetric matrix and its eigenvectors by Jacobi's method: exact to rounding, the same bits everywhere.
///
/// Source: G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th edition, 8.5.
struct SymmetricMatrix {
  let size: Int
  /// [size, size], row by row.
  private(set) var elements: [Double]

  /// - Parameter elements: [size, size]; what is below the diagonal counts.
  init(size: Int, elements: [Double]) {
    require(elements.count == size * size, "a square matrix")
    self.size = size
    self.elements = elements
    for row in 0..<size { for column in 0..<row { self.elements[column * size + row] = elements[row * size + column] } }
  }

  /// An eigenvalue and its eigenvector, of length 1, whose largest entry (the first of several) is positive.
  struct Component: Sendable {
    var value: Double
    var vector: [Double]
  }

  /// All of them, the largest eigenvalue first.
  ///
  /// - Complexity: O(size^3) per sweep; 5 to 10 sweeps.
  func components() -> [Component] {
    var work = self
    var vectors = [Double](repeating: 0, count: size * size)
    for index in 0..<size { vectors[index * size + index] = 1 }
    for _ in 0..<60 where work.sweep(&vectors) {}
    return (0..<size).map { column in
      Component(
        value: work.elements[column * size + column],
        vector: Self.signed((0..<size).map { vectors[$0 * size + column] }))
    }.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }.map(\.element)
  }

  /// A vector with the sign that is shown.
  static func signed(_ vector: [Double]) -> [Double] {
    var largest = 0
    // Entries that differ by rounding only are alike: the first decides.
    for index in vector.indices where vector[index].magnitude > vector[largest].magnitude * (1 + 1e-9) {
      largest = index
    }
    guard let entry = vector.indices.contains(largest) ? vector[largest] : nil, entry < 0 else { return vector }
    return vector.map { -$0 }
  }

  /// Rotates every entry off the diagonal to zero once; returns whether there was one.
  private mutating func sweep(_ vectors: inout [Double]) -> Bool {
    var hasTurned = false
    for row in stride(from: 1, to: size, by: 1) {
      for column in 0..<row {
        let entry = elements[row * size + column]
        let (first, second) = (elements[column * size + column], elements[row * size + row])
        guard entry.magnitude > 1e-17 * (first.magnitude * second.magnitude).squareRoot(), entry.magnitude > 1e-300
        else {
          continue
        }
        hasTurned = true
        let ratio = (second - first) / (2 * entry)
        let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        turn(column, row, cosine, tangent * cosine, &vectors)
      }
    }
    return hasTurned
  }

  private mutating func turn(_ first: Int, _ second: Int, _ cosine: Double, _ sine: Double, _ vectors: inout [Double]) {
    func rotate(_ values: inout [Double], _ left: Int, _ right: Int) {
      let (x, y) = (values[left], values[right])
      values[left] = cosine * x - sine * y
      values[right] = sine * x + cosine * y
    }
    for index in 0..<size { rotate(&elements, index * size + first, index * size + second) }
    for index in 0..<size { rotate(&elements, first * size + index, second * size + index) }
    for index in 0..<size { rotate(&vectors, index * size + first, index * size + second) }
    elements[first * size + second] = 0
    elements[second * size + first] = 0
  }
}
