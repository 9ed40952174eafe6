internal import Matrices

/// A query, and its tables: of each position, what every code adds to the square of the distance.
struct SearchQuery {
  /// The entries of one position.
  struct Part {
    let start: Int
    let count: Int
    /// The smallest entry.
    let least: Double
  }

  /// Position after position.
  private(set) var entries: [Double]
  private(set) var parts: [Part] = []
  /// The largest difference between two entries of a position.
  private(set) var largestSpread = 0.0
  /// Scaled by a power of two, as everything here.
  private let point: [Double]
  /// What the codebooks' elements are multiplied by to be on the scale of the query.
  private let factor: Double
  /// Distances are those here times 2 to the power of this.
  let exponent: Int
  /// What a sum of entries lacks of the square, and by how much rounding may mislead about that.
  private var offset = 0.0
  private var slack = 0.0

  /// - Parameters:
  ///   - point: as long as vectors of the codebooks, finite.
  ///   - pointExponent: what is meant is the point times 2 to the power of this.
  ///   - norms: of sums, squares of norms of vectors on the scale of the tables: the least of each class of rows.
  init(_ point: [Double], pointExponent: Int = 0, _ tables: SearchTables, norms: [Double]) {
    exponent = max(tables.exponent, point.largestExponent + pointExponent)
    let scale = PowerOfTwo(pointExponent - exponent)
    let factor = PowerOfTwo(tables.exponent - exponent).applied(to: 1)
    let scaled = point.map { scale.applied(to: $0) }
    (self.point, self.factor) = (scaled, factor)
    entries = Array(repeating: 0, count: tables.entryCount + norms.count)
    entries.withUnsafeMutableBufferPointer { entries in
      tables.elements.withUnsafeBufferPointer { elements in
        for (start, codebook) in zip(tables.starts, tables.codebooks) {
          let target = entries.baseAddress! + start
          for (place, column) in codebook.columns.enumerated() {
            let (x, from) = (scaled[column], elements.baseAddress! + codebook.start + place * codebook.codes)
            if tables.isSum {
              for code in 0..<codebook.codes { target[code] -= 2 * x * (from[code] * factor) }
            } else {
              for code in 0..<codebook.codes {
                let difference = x - from[code] * factor
                target[code] += difference * difference
              }
            }
          }
        }
      }
    }
    for (start, codebook) in zip(tables.starts, tables.codebooks) { add(start, codebook.codes) }
    guard tables.isSum else { return }
    for (index, norm) in norms.enumerated() { entries[tables.entryCount + index] = norm * factor * factor }
    add(tables.entryCount, norms.count)
    offset = scaled.reduce(0) { $0 + $1 * $1 }
    // No element is above 1: this bounds what the sums of products have been rounded by, with much room.
    let (width, levels) = (Double(scaled.count), Double(tables.codebooks.count))
    slack = width * (levels + 1) * (levels + 1) * (width + levels + 8) * 0x1p-51
  }

  private mutating func add(_ start: Int, _ count: Int) {
    let (least, most) = entries[start..<(start + count)].reduce((Double.infinity, -Double.infinity)) {
      (min($0.0, $1), max($0.1, $1))
    }
    parts.append(Part(start: start, count: count, least: least))
    largestSpread = max(largestSpread, most - least)
  }

  /// How much more than the smallest entries a row's may sum up to and its square still be at most `threshold`.
  func room(below threshold: Double) -> Double {
    let least = parts.reduce(0) { $0 + $1.least }
    return threshold - offset - least + slack + (threshold + abs(least)) * (0x1p-40 + Double(parts.count) * 0x1p-50)
  }

  /// The square of the distance to a row's decoded vector, on the scale of the query, by one order of its sums.
  func square(of row: Int, _ codes: BlockedCodes, _ tables: SearchTables) -> Double {
    guard tables.isSum else {
      var square = 0.0
      for (position, start) in tables.starts.enumerated() { square += entries[start + codes.code(row, position)] }
      return square
    }
    var square = 0.0
    for (column, x) in point.enumerated() {
      var decoded = 0.0
      for (position, codebook) in tables.codebooks.enumerated() {
        decoded += tables.elements[codebook.start + column * codebook.codes + codes.code(row, position)]
      }
      let difference = x - decoded * factor
      square += difference * difference
    }
    return square
  }
}
