/// The largest eigenvalues of a symmetric operator, by Lanczos's method with full orthogonalisation.
///
/// Source: G. H. Golub, C. F. Van Loan, *Matrix Computations*, 4th edition, 10.1. The start is fixed, so that the result
/// has the same bits whenever the operator has.
struct Lanczos {
  /// The length of vectors.
  let size: Int
  /// The operator.
  let apply: ([Double]) -> [Double]

  private static let mostSteps = 192

  /// - Returns: `count` components (fewer where the operator's size is), the largest first: their residuals are 1e-10 of the
  ///   largest eigenvalue, or as small as 192 steps make them.
  func components(_ count: Int) -> [SymmetricMatrix.Component] {
    var basis: [[Double]] = []
    var diagonal: [Double] = []
    var beside: [Double] = []
    var next = Self.start(size, 0)
    var found: [SymmetricMatrix.Component] = []
    while basis.count < min(size, Self.mostSteps) {
      basis.append(next)
      var image = apply(next)
      diagonal.append(Self.dot(image, next))
      // Twice is enough.
      for _ in 0..<2 { for vector in basis { Self.subtract(vector, Self.dot(image, vector), from: &image) } }
      var norm = Self.dot(image, image).squareRoot()
      let isLast = basis.count == min(size, Self.mostSteps)
      let scale = diagonal.reduce(0) { max($0, $1.magnitude) }
      let isInvariant = norm <= 1e-13 * scale
      if isLast || basis.count % 24 == 0 || isInvariant && basis.count >= count {
        let small = Self.tridiagonal(diagonal, beside)
        found = Array(small.prefix(count))
        let residual = found.reduce(0) { max($0, ($1.vector.last ?? 0).magnitude) } * norm
        // An invariant subspace need not hold the largest: another start looks for what is outside.
        if isLast || !isInvariant && residual <= 1e-10 * scale { break }
      }
      if isInvariant {
        guard let other = Self.orthogonal(to: basis, size) else {
          found = Array(Self.tridiagonal(diagonal, beside).prefix(count))
          break
        }
        (image, norm) = (other, 0)
        beside.append(0)
        next = image
      } else {
        beside.append(norm)
        next = image.map { $0 / norm }
      }
    }
    return found.map { component in
      var vector = [Double](repeating: 0, count: size)
      for (weight, direction) in zip(component.vector, basis) { Self.subtract(direction, -weight, from: &vector) }
      return .init(value: component.value, vector: SymmetricMatrix.signed(vector))
    }
  }

  private static func tridiagonal(_ diagonal: [Double], _ beside: [Double]) -> [SymmetricMatrix.Component] {
    let size = diagonal.count
    var elements = [Double](repeating: 0, count: size * size)
    for index in 0..<size {
      elements[index * size + index] = diagonal[index]
      if index > 0 { elements[index * size + index - 1] = beside[index - 1] }
    }
    return SymmetricMatrix(size: size, elements: elements).components()
  }

  /// A vector of length 1 that looks random; the same for the same number.
  private static func start(_ size: Int, _ number: UInt64) -> [Double] {
    var state = number &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let vector = (0..<size).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(bitPattern: state) >> 11) * 0x1p-52
    }
    let norm = dot(vector, vector).squareRoot()
    return norm > 0 ? vector.map { $0 / norm } : vector
  }

  private static func orthogonal(to basis: [[Double]], _ size: Int) -> [Double]? {
    guard basis.count < size else { return nil }
    var vector = start(size, UInt64(basis.count))
    for _ in 0..<2 { for other in basis { subtract(other, dot(vector, other), from: &vector) } }
    let norm = dot(vector, vector).squareRoot()
    return norm > 1e-6 ? vector.map { $0 / norm } : nil
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  private static func subtract(_ vector: [Double], _ factor: Double, from target: inout [Double]) {
    for index in target.indices { target[index] -= factor * vector[index] }
  }
}
