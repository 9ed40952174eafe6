import Autograd
import Testing

/// Matrices: cases worked by hand, what holds of every decomposition, derivatives to second order, and what is refused.
@Suite struct LinearAlgebraTests {
  private static func matrix(_ rows: Int, _ columns: Int, seed: Int) -> Tensor<Double> {
    sample([rows, columns], seed: seed)
  }

  private static func regular(_ count: Int, seed: Int) -> Tensor<Double> {
    sample([count, count], seed: seed) + Tensor.identity(count) * 2
  }

  private func distance(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
    a.shape == b.shape ? (a - b).abs().max().item : .infinity
  }

  @Test func twoByTwoByHand() throws {
    let a: Tensor<Double> = [[4, 2], [2, 3]]
    #expect(try a.determinant().item == 8)
    #expect(try distance(a.inverse(), [[0.375, -0.25], [-0.25, 0.5]]) < 1e-16)
    #expect(try distance(a.solve([2, 5]), [-0.5, 2]) < 1e-15)
    #expect(try distance(a.cholesky(), Tensor([2, 0, 1, 2.0.squareRoot()], shape: [2, 2])) < 1e-15)
    let (sign, logarithm) = try (a * -1).logDeterminant()
    #expect(sign.item == 1 && (logarithm.item - 2.0794415416798357) < 1e-15)
    let (values, vectors) = try Tensor<Double>([2, 1, 1, 2], shape: [2, 2]).symmetricEigen()
    let half = 0.5.squareRoot()
    #expect(
      distance(values, [1, 3]) < 1e-15 && distance(vectors, Tensor([half, half, -half, half], shape: [2, 2])) < 1e-15)
    let singular = try Tensor<Double>([3, 0, 0, -4, 0, 0], shape: [3, 2]).singularValueDecomposition()
    #expect(
      singular.values == [4, 3] && singular.u == [[0, 1], [1, 0], [0, 0]] && singular.v == [[0, 1], [-1, 0]])
    let (q, r) = try Tensor<Double>([3, 1, 4, 2], shape: [2, 2]).qr()
    #expect(distance(q, [[-0.6, -0.8], [-0.8, 0.6]]) < 1e-15 && distance(r, [[-5, -2.2], [0, 0.4]]) < 1e-15)
    #expect(
      try distance(
        Tensor<Double>([1, 1, 1, 2, 1, 3], shape: [3, 2]).leastSquares([1, 2, 2]), Tensor([2.0 / 3, 0.5], shape: [2]))
        < 1e-14)
  }

  @Test func decompositionsMultiplyBack() throws {
    for (rows, columns) in [(1, 1), (4, 4), (7, 3), (3, 7), (12, 12), (19, 19), (20, 9), (5, 1), (1, 5), (3, 0)] {
      for seed in 0..<3 {
        let a = Self.matrix(rows, columns, seed: seed)
        let place = "\(rows) x \(columns), seed \(seed)"
        let (q, r) = try a.qr()
        let count = min(rows, columns)
        guard count > 0 else {
          #expect(q.shape == [rows, 0] && r.shape == [0, columns])
          continue
        }
        #expect(distance(q.matrixProduct(r), a) < 1e-14, "\(place)")
        #expect(distance(q.transposed().matrixProduct(q), .identity(count)) < 1e-14, "\(place)")
        #expect(r == r.upperTriangle(), "\(place)")
        let (u, values, v) = try a.singularValueDecomposition()
        #expect(distance((u * values).matrixProduct(v.transposed()), a) < 1e-14, "\(place)")
        #expect(distance(u.transposed().matrixProduct(u), .identity(count)) < 1e-14, "\(place)")
        #expect(distance(v.transposed().matrixProduct(v), .identity(count)) < 1e-14, "\(place)")
        #expect(values.elements == values.elements.sorted(by: >) && values.min().item >= 0, "\(place)")
        guard rows == columns else { continue }
        let symmetric = a + a.transposed()
        let (eigenvalues, vectors) = try symmetric.symmetricEigen()
        #expect(distance((vectors * eigenvalues).matrixProduct(vectors.transposed()), symmetric) < 4e-14, "\(place)")
        #expect(eigenvalues.elements == eigenvalues.elements.sorted(), "\(place)")
        let regular = Self.regular(rows, seed: seed)
        #expect(distance(try regular.inverse().matrixProduct(regular), .identity(rows)) < 1e-13, "\(place)")
        let positive = regular.matrixProduct(regular.transposed())
        let factor = try positive.cholesky()
        #expect(distance(factor.matrixProduct(factor.transposed()), positive) < 1e-13, "\(place)")
        let b = Self.matrix(rows, 2, seed: 9)
        #expect(distance(regular.matrixProduct(try regular.solve(b)), b) < 1e-13, "\(place)")
      }
    }
  }

  /// Also where a rank is missing, and on every scale.
  @Test func ranksAndScales() throws {
    let a = Self.matrix(5, 2, seed: 1).matrixProduct(Self.matrix(2, 4, seed: 2))
    let (u, values, v) = try a.singularValueDecomposition()
    #expect(distance((u * values).matrixProduct(v.transposed()), a) < 1e-14)
    #expect(distance(u.transposed().matrixProduct(u), .identity(4)) < 1e-14)
    let zeros = try Tensor<Double>.zeros([3, 2]).singularValueDecomposition()
    #expect(zeros.values == [0, 0] && zeros.u == [[1, 0], [0, 1], [0, 0]])
    for scale in [0x1p-500, 0x1p500] {
      let scaled = try (a * scale).singularValueDecomposition()
      #expect(scaled.values == values * scale && scaled.u == u && scaled.v == v)
      let (q, r) = try (a * scale).qr()
      let (q1, r1) = try a.qr()
      #expect(q == q1 && r == r1 * scale)
    }
    #expect(try (Self.regular(40, seed: 3) * 1e-30).determinant().item == 0)
    #expect(try (Self.regular(40, seed: 3) * 1e-30).logDeterminant().logMagnitude.item < -2700)
    #expect(
      try (Tensor<Double>.identity(4) * Tensor([1e200, 1e200, 1e-200, 1e-200], shape: [4])).determinant().item == 1)
  }

  /// Three rows that all change places: A^T undoes what A does.
  @Test func transposedSystemsHaveTheirPivotsInOrder() {
    let turn: Tensor<Double> = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    let weights: Tensor<Double> = [1, 2, 3]
    #expect(gradient(at: [4, 5, 6]) { (try! turn.solve($0) * weights).sum() } == [2, 3, 1])
    #expect(
      gradient(at: turn) { (try! $0.solve([4, 5, 6]) * weights).sum() }
        == [[-12, -8, -10], [-18, -12, -15], [-6, -4, -5]])
  }

  @Test func batchesBroadcast() throws {
    let a = Tensor.stacked([Self.regular(3, seed: 0), Self.regular(3, seed: 1)], alongAxis: 0)
    let b = Self.matrix(3, 2, seed: 4)
    let solutions = try a.solve(b)
    let second = try a[1, .all].solve(b)
    #expect(solutions.shape == [2, 3, 2] && solutions[1, .all] == second)
    #expect(try a.determinant().shape == [2] && a.solve(Self.matrix(3, 1, seed: 2)[.all, 0]).shape == [2, 3])
    #expect(a.trace().shape == [2] && a.diagonal(offset: 1).shape == [2, 2] && a.diagonal(offset: 5).shape == [2, 0])
    #expect(Tensor<Double>([1, 2], shape: [2]).diagonalMatrix(offset: -1) == [[0, 0, 0], [1, 0, 0], [0, 2, 0]])
  }

  static let smooth: [SmoothCase] = [
    SmoothCase("solve", [3, 3]) { x in
      (try! (x + Tensor.identity(3) * 3).solve(x.exp()[.all, ..<2])).square().sum()
    },
    SmoothCase("triangular", [3, 3]) { x in
      (x + Tensor.identity(3) * 3).triangularSolve(x.sin(), isLower: true, isTransposed: true).square().sum()
    },
    SmoothCase("inverse and determinant", [3, 3]) { x in
      let a = x + Tensor.identity(3) * 2
      return (try! a.inverse()).square().sum() + (try! a.determinant()).square()
        + (try! a.logDeterminant()).logMagnitude
    },
    SmoothCase("Cholesky", [3, 3]) { x in
      (try! (x.matrixProduct(x.transposed()) + Tensor.identity(3)).cholesky() * sample([3, 3], seed: 3)).exp().sum()
    },
    SmoothCase("QR, tall", [4, 3]) { x in
      let (q, r) = try! x.qr()
      return (q * sample([4, 3], seed: 3)).exp().sum() + r.square().square().sum()
    },
    SmoothCase("QR, wide", [2, 3]) { x in
      let (q, r) = try! x.qr()
      return (q * sample([2, 2], seed: 3)).exp().sum() + r.square().square().sum()
    },
    SmoothCase("eigenvalues and vectors", [3, 3]) { x in
      let (values, vectors) = try! x.symmetricEigen()
      return values.exp().sum() + (vectors * sample([3, 3], seed: 7)).exp().sum()
    },
    SmoothCase("singular values and vectors, tall", [4, 3]) { x in
      let (u, values, v) = try! x.singularValueDecomposition()
      return values.square().square().sum() + (u * sample([4, 3], seed: 7)).exp().sum()
        + (v * sample([3, 3], seed: 2)).exp().sum()
    },
    SmoothCase("singular values and vectors, wide", [2, 4]) { x in
      let (u, values, v) = try! x.singularValueDecomposition()
      return values.square().square().sum() + (u * sample([2, 2], seed: 7)).exp().sum()
        + (v * sample([4, 2], seed: 2)).exp().sum()
    },
    SmoothCase("least squares", [4, 2]) { x in (try! x.leastSquares(x.exp()[.all, 0])).square().sum() },
    SmoothCase("least squares, the shortest", [2, 4]) { x in (try! x.leastSquares(x.exp()[.all, ..<1])).square().sum()
    },
    SmoothCase("diagonals and triangles", [3, 4]) { x in
      (x.diagonal(offset: 1).diagonalMatrix(offset: -1)[..<3, .all] * x).square().sum() + x.trace().exp()
        + (x.lowerTriangle() * x.upperTriangle(offset: -1).exp()).sum()
    },
  ]

  @Test(arguments: smooth) func agreesWithDifferencesToSecondOrder(_ testCase: SmoothCase) {
    for seed in [0, 17] {
      let (first, second) = errors(at: sample(testCase.shape, seed: seed), of: testCase.function)
      #expect(first < 1e-6, "first order, seed \(seed)")
      #expect(second < 1e-5, "second order, seed \(seed)")
    }
  }

  /// The sum of eigenvalues is the trace, and that of squared singular values the sum of squares, also where values are equal.
  @Test func equalValuesHaveSlopes() throws {
    let a = Tensor<Double>.identity(3) * 2
    #expect(gradient(at: a) { try! $0.symmetricEigen().values.sum() } == .identity(3))
    #expect(gradient(at: a) { try! $0.singularValueDecomposition().values.square().sum() } == a * 2)
  }

  @Test func cofactorsAreTheSlopesOfASingularDeterminant() throws {
    let a: Tensor<Double> = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    let slopes = gradient(at: a * 0 + Tensor([2, 0, 0, 0, 3, 0, 0, 0, 0], shape: [3, 3])) { try! $0.determinant() }
    #expect(distance(slopes, [[0, 0, 0], [0, 0, 0], [0, 0, 6]]) < 1e-15)
    #expect(gradient(at: Tensor<Double>.zeros([2, 2])) { try! $0.determinant() } == .zeros([2, 2]))
  }

  @Test func whatHasNoSolutionIsThrown() {
    let singular: Tensor<Double> = [[1, 2], [2, 4]]
    let batch = Tensor.stacked([.identity(2), singular], alongAxis: 0)
    #expect(throws: LinearAlgebraError.singular(matrix: 1)) { try batch.solve([1, 1]) }
    #expect(throws: LinearAlgebraError.singular(matrix: 0)) { try singular.inverse() }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(matrix: 1, order: 2)) { try batch.cholesky() }
    #expect(throws: LinearAlgebraError.rankDeficient(matrix: 1)) { try batch.leastSquares([1, 1]) }
    let infinite = Tensor([1, .infinity, 0, 1], shape: [2, 2])
    #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.qr() }
    #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.symmetricEigen() }
    #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.singularValueDecomposition() }
    #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.determinant() }
    #expect(
      LinearAlgebraError.notPositiveDefinite(matrix: 1, order: 2).description
        == "matrix 1 is not positive definite: its leading minor of order 2 is not positive")
    let (sign, logarithm) = (try? singular.logDeterminant()) ?? (Tensor(5), Tensor(5))
    #expect(sign.item == 0 && logarithm.item == -.infinity)
  }

  @Test func floatIsWorkedOnInDouble() throws {
    let a = Tensor<Float>([1e-4, 1, 1, 1], shape: [2, 2])
    #expect(try a.solve([1, 2]).elements == [1.00010001, 0.99989999].map { Float($0) })
  }

  @Test func shapesThatDoNotFitAreRefused() async throws {
    for (index, message) in ["not square", "holds no matrices", "3 rows for matrices of 2", "second derivative"]
      .enumerated()
    {
      let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        [index = index as Int] in
        let square = Tensor<Double>.zeros([2, 2])
        switch index {
        case 0: _ = try Tensor<Double>.zeros([2, 3]).inverse()
        case 1: _ = Tensor<Double>.zeros([2]).trace()
        case 2: _ = try square.solve(.zeros([3, 1]))
        default: _ = hessian(at: square) { try! $0.determinant() }
        }
      }
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains(message), "\(index): \(text)")
    }
  }
}
