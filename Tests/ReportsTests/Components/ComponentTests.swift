import Matrices
import Tessera
import TesseraTestSupport
import Testing

@testable import Reports

@Suite struct ComponentTests {
  /// [[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, -1).
  @Test func twoByTwoByHand() {
    let components = SymmetricMatrix(size: 2, elements: [2, 1, 1, 2]).components()
    let half = 0.5.squareRoot()
    #expect((components[0].value - 3).magnitude < 1e-14 && (components[1].value - 1).magnitude < 1e-14)
    for (component, vector) in zip(components, [[half, half], [half, -half]]) {
      for (found, known) in zip(component.vector, vector) { #expect((found - known).magnitude < 1e-14) }
    }
  }

  /// The largest entry is positive, the first of equals.
  @Test func signsAreFixed() {
    #expect(SymmetricMatrix.signed([0.1, -0.9, 0.2]) == [-0.1, 0.9, -0.2])
    #expect(SymmetricMatrix.signed([-0.5, 0.5]) == [0.5, -0.5])
    #expect(SymmetricMatrix.signed([]) == [])
  }

  @Test(arguments: [3, 17, 40]) func residualsVanish(size: Int) {
    let (elements, components) = Self.problem(size)
    for component in components { Self.expectResidual(component, elements, below: 1e-12) }
    #expect(zip(components, components.dropFirst()).allSatisfy { $0.value >= $1.value })
  }

  /// Lanczos's method finds what Jacobi's does.
  @Test(arguments: [3, 40, 90]) func bothMethodsAgree(size: Int) {
    let (elements, components) = Self.problem(size)
    let found = Lanczos(size: size) { Self.product(elements, $0) }.components(2)
    for (left, right) in zip(found, components) {
      #expect((left.value - right.value).magnitude < 1e-9 * components[0].value)
      Self.expectResidual(left, elements, below: 1e-7)
    }
  }

  /// An invariant subspace is left for another: the identity has as many directions as asked for.
  @Test func equalEigenvaluesHaveTwoDirections() {
    let found = Lanczos(size: 5) { $0 }.components(2)
    #expect(found.count == 2)
    #expect(found.allSatisfy { ($0.value - 1).magnitude < 1e-12 })
    let product = zip(found[0].vector, found[1].vector).map { $0 * $1 }.reduce(0, +)
    #expect(product.magnitude < 1e-12)
  }

  @Test func nothingVariesNowhere() {
    #expect(Lanczos(size: 3) { $0.map { _ in 0 } }.components(2).allSatisfy { $0.value == 0 })
  }

  /// Points along (3, 4): the first axis is that, all variance on it; whatever the scale and the number of threads.
  @Test(arguments: [1, 1e-160, 1e150]) func thePlaneFollowsThePoints(scale: Double) {
    let rows: [[Double]] = [-2, -1, 0, 1, 2].map { (step: Double) in [3 * step * scale, 4 * step * scale, 7 * scale] }
    let points = Matrix(rows: 5, columns: 3, elements: rows.flatMap { $0 })
    for threads in [1, 3] {
      let pass = PointPass(.double(points), weights: nil, threads: threads)
      let plane = PrincipalPlane(pass, ColumnSpread(pass))
      for (found, known) in zip(plane.axes[0], [0.6, 0.8, 0]) { #expect((found - known).magnitude < 1e-12) }
      #expect((plane.shares[0] - 1).magnitude < 1e-12 && plane.shares[1] < 1e-12)
    }
  }

  @Test func threadsDoNotChangeABit() {
    let points = NumericMatrix.double(blobs(3, rowsPerBlob: 5000, columns: 70, seed: 5))
    let planes = [1, 2, 7].map { threads in
      let pass = PointPass(points, weights: nil, threads: threads)
      return PrincipalPlane(pass, ColumnSpread(pass)).axes
    }
    #expect(planes[0] == planes[1] && planes[0] == planes[2])
  }

  /// Weight 2 is two rows.
  @Test func weightsCountAsRows() {
    func spread(_ rows: [[Double]], _ weights: [Double]?) -> ColumnSpread {
      let points = Matrix(rows: rows.count, columns: 2, elements: rows.flatMap { $0 })
      return ColumnSpread(PointPass(.double(points), weights: weights, threads: 1))
    }
    let (left, right) = (spread([[0, 1], [3, 1]], [2, 1]), spread([[0, 1], [0, 1], [3, 1]], nil))
    #expect(left.means == [1, 1] && right.means == [1, 1])
    #expect((left.deviations[0] - 2.0.squareRoot()).magnitude < 1e-15 && left.deviations == right.deviations)
  }

  private static func problem(_ size: Int) -> ([Double], [SymmetricMatrix.Component]) {
    let factor: [Double] = randomMatrix(size, size, seed: UInt64(size)).elements
    var elements = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        for index in 0..<size {
          let product: Double = factor[row * size + index] * factor[column * size + index]
          elements[row * size + column] += product
        }
      }
    }
    return (elements, SymmetricMatrix(size: size, elements: elements).components())
  }

  private static func product(_ elements: [Double], _ vector: [Double]) -> [Double] {
    vector.indices.map { row in
      var sum = 0.0
      for column in vector.indices { sum += elements[row * vector.count + column] * vector[column] }
      return sum
    }
  }

  private static func expectResidual(_ component: SymmetricMatrix.Component, _ elements: [Double], below limit: Double)
  {
    let image = product(elements, component.vector)
    let scale = elements.reduce(0) { max($0, $1.magnitude) }
    for (left, right) in zip(image, component.vector) {
      #expect((left - component.value * right).magnitude <= limit * scale * Double(component.vector.count))
    }
  }
}
