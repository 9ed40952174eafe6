/// Rows whose decoded vectors have about the same norm: their number is one code more, for what the kernels sum up.
///
/// The square of a distance to a sum of rows is |q|^2 - 2 q y + |y|^2: the first parts are sums of table entries, and of the last the least
/// of a class is one.
struct NormClasses {
  /// The least square of a norm of each class, on the scale of the tables; ascending.
  let edges: [Double]

  private static let count = 256

  /// Writes each row's class behind its codes.
  init(of codes: BlockedCodes, _ tables: SearchTables, dimensions: Int) {
    var norms: [Double] = []
    norms.reserveCapacity(codes.rows)
    for row in 0..<codes.rows {
      var norm = 0.0
      for column in 0..<dimensions {
        var decoded = 0.0
        for (position, codebook) in tables.codebooks.enumerated() {
          decoded += tables.elements[codebook.start + column * codebook.codes + codes.code(row, position)]
        }
        norm += decoded * decoded
      }
      norms.append(norm)
    }
    let (least, most) = (norms.min() ?? 0, norms.max() ?? 0)
    let step = (most - least) / Double(Self.count)
    let edges = (0..<Self.count).map { least + Double($0) * step }
    for (row, norm) in norms.enumerated() {
      var place = step > 0 ? min(Self.count - 1, Int((norm - least) / step)) : 0
      while place > 0, edges[place] > norm { place -= 1 }
      codes.set(row, tables.codebooks.count, to: place)
    }
    self.edges = edges
  }
}
