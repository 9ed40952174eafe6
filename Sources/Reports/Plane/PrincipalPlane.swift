internal import Matrices

/// The two directions in which points vary most, with signs that do not depend on chance.
///
/// - Complexity: O(rows d^2) up to 512 columns (then 40 passes or so), of as many rows as keep that below 2^33 operations.
struct PrincipalPlane: Sendable {
  /// Two of length 1 (the second is zero for one column), in units of the points.
  let axes: [[Double]]
  /// The share of the variance along each.
  let shares: [Double]
  /// How many rows the directions come from, if not from all.
  let sampledRows: Int?

  init(_ pass: PointPass, _ spread: ColumnSpread) {
    let d = pass.columns
    let isExplicit = d <= 512
    let work = isExplicit ? d * d : 100 * d
    let most = max(2000, (1 << 33) / work)
    let chosen = pass.rows > most ? (0..<most).map { (2 * $0 + 1) * pass.rows / (2 * most) } : nil
    sampledRows = chosen?.count
    let covariance = Covariance(pass, spread, among: chosen)
    var components: [SymmetricMatrix.Component]
    if d <= 64 {
      components = Array(SymmetricMatrix(size: d, elements: covariance.elements()).components().prefix(2))
    } else if isExplicit {
      let elements = covariance.elements()
      components = Lanczos(size: d) { Self.product(elements, $0) }.components(2)
    } else {
      components = Lanczos(size: d, apply: covariance.product).components(2)
    }
    while components.count < 2 { components.append(.init(value: 0, vector: Array(repeating: 0, count: d))) }
    axes = components.map(\.vector)
    let total = covariance.trace()
    shares = components.map { total > 0 ? max(0, min(1, $0.value / total)) : 0 }
  }

  private static func product(_ elements: [Double], _ vector: [Double]) -> [Double] {
    let size = vector.count
    return elements.withUnsafeBufferPointer { elements in
      (0..<size).map { row in
        var sum = 0.0
        for column in 0..<size { sum += elements[row * size + column] * vector[column] }
        return sum
      }
    }
  }

  /// Points on the plane, two numbers each, from the mean, in units of the pass.
  func projection(_ pass: PointPass, _ spread: ColumnSpread, among rows: [Int]? = nil) -> [SIMD2<Double>] {
    let (columns, means) = (pass.columns, spread.scaledMeans)
    let (first, second) = (axes[0], axes[1])
    return pass.chunks(among: rows) { _, values, count in
      (0..<count).map { position in Self.place(values + position * columns, means, first, second) }
    }.flatMap { $0 }
  }

  /// Other points, in the units of the data, on the plane.
  func projection(of matrix: Matrix<Double>, _ pass: PointPass, _ spread: ColumnSpread) -> [SIMD2<Double>] {
    (0..<matrix.rows).map { row in
      let values = matrix.row(row).map { $0 / pass.unit }
      return Self.place(values, spread.scaledMeans, axes[0], axes[1])
    }
  }

  private static func place(
    _ values: UnsafePointer<Double>, _ means: [Double], _ first: [Double], _ second: [Double]
  ) -> SIMD2<Double> {
    var place = SIMD2(0.0, 0.0)
    for column in means.indices {
      let distance = values[column] - means[column]
      place.x += distance * first[column]
      place.y += distance * second[column]
    }
    return place
  }
}
