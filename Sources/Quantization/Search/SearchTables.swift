internal import Matrices

/// The numbers that a distance to a decoded vector is made of: one row of each codebook, whole or in parts.
struct SearchTables: Sendable {
  /// Codebook after codebook, component after component, that of every code: all codes of a position are summed side by side.
  /// Scaled by a power of two, so that none is above 1.
  let elements: [Double]
  /// Of each codebook: where it begins, its columns and the number of its codes.
  let codebooks: [(start: Int, columns: Range<Int>, codes: Int)]
  /// The elements are those of the codebooks times 2 to the power of minus this.
  let exponent: Int
  /// Whether a vector is the sum of its rows, each as long as it is.
  let isSum: Bool
  /// Where the entries of each position begin in a table of a query, and how many there are in all.
  let starts: [Int]
  let entryCount: Int

  /// - Parameters:
  ///   - codebooks: finite.
  ///   - columns: which columns each is for.
  init(_ codebooks: [Matrix<Double>], columns: [Range<Int>], isSum: Bool = false) {
    exponent = codebooks.map { $0.largestExponent }.max() ?? 0
    let scale = PowerOfTwo(-exponent)
    var elements: [Double] = []
    var places: [(start: Int, columns: Range<Int>, codes: Int)] = []
    var starts: [Int] = []
    var count = 0
    for (codebook, columns) in zip(codebooks, columns) {
      places.append((elements.count, columns, codebook.rows))
      starts.append(count)
      count += codebook.rows
      for column in 0..<codebook.columns {
        for code in 0..<codebook.rows { elements.append(scale.applied(to: codebook[code, column])) }
      }
    }
    (self.elements, self.codebooks, self.isSum) = (elements, places, isSum)
    (self.starts, entryCount) = (starts, count)
  }
}
