import Foundation
import LAPACKLibrary
import Synchronization
import Testing

@testable import Autograd

/// A library in place of this module's arithmetic: when it is asked, and what a real LAPACK answers.
@Suite struct LinearAlgebraLibraryTests {
  /// Counts what it is asked, and gives up.
  private final class Counter: Sendable {
    private let calls = Mutex<[String]>([])

    func take() -> [String] {
      calls.withLock { calls in
        defer { calls = [] }
        return calls
      }
    }

    func library(leastSize: Int) -> LinearAlgebraLibrary {
      @Sendable func note<Result>(_ name: String) -> Result? {
        calls.withLock { $0.append(name) }
        return nil
      }
      return LinearAlgebraLibrary(
        name: "counter", leastSize: leastSize,
        functions: MatrixFunctions(
          lu: { _ in note("lu") }, cholesky: { _ in note("cholesky") }, qr: { _ in note("qr") },
          eigen: { _ in note("eigen") }, singular: { _ in note("singular") },
          triangularSolve: { _, _, _, _, _ in note("triangle") }))
    }
  }

  private let a = sample([3, 3], seed: 1) + Tensor.identity(3) * 3

  @Test func everyDecompositionAsks() throws {
    let counter = Counter()
    try withLinearAlgebra(by: counter.library(leastSize: 3)) {
      _ = try a.solve([1, 2, 3])
      #expect(counter.take() == ["lu", "triangle", "triangle"])
      _ = try a.determinant()
      #expect(counter.take() == ["lu"])
      _ = try a.matrixProduct(a.transposed()).cholesky()
      #expect(counter.take() == ["cholesky"])
      _ = try a[.all, ..<3].qr()
      #expect(counter.take() == ["qr"])
      _ = try a.symmetricEigen()
      #expect(counter.take() == ["eigen"])
      _ = try a.singularValueDecomposition()
      #expect(counter.take() == ["singular"])
    }
    _ = try a.determinant()
    #expect(counter.take().isEmpty, "outside")
  }

  @Test func smallMatricesAreOurs() throws {
    let counter = Counter()
    try withLinearAlgebra(by: counter.library(leastSize: 4)) {
      _ = try (a.determinant(), a.qr(), a.symmetricEigen(), sample([9, 3], seed: 1).singularValueDecomposition())
    }
    #expect(counter.take().isEmpty)
  }

  @Test func nilIsOurOwnArithmetic() throws {
    let counter = Counter()
    try withLinearAlgebra(by: counter.library(leastSize: 1)) {
      _ = try withLinearAlgebra(by: nil) { try a.determinant() }
    }
    #expect(counter.take().isEmpty)
  }

  /// Where a library gives up, our arithmetic answers, with its bits.
  @Test func whatALibraryGivesUpIsOurs() throws {
    let (ours, lost) = (try a.singularValueDecomposition(), Counter().library(leastSize: 1))
    let theirs = try withLinearAlgebra(by: lost) { try a.singularValueDecomposition() }
    #expect(ours.u == theirs.u && ours.values == theirs.values && ours.v == theirs.v)
    #expect(try withLinearAlgebra(by: lost) { try a.symmetricEigen().vectors } == a.symmetricEigen().vectors)
    #expect(try withLinearAlgebra(by: lost) { try a.qr().r } == a.qr().r)
  }

  /// A pullback that runs after the closure has returned.
  @Test func gradientsKeepTheLibrary() {
    let counter = Counter()
    let library = counter.library(leastSize: 1)
    let positive = a.matrixProduct(a.transposed())
    _ = gradient(at: positive) { x in
      let factor = withLinearAlgebra(by: library) { try! x.cholesky() }
      #expect(counter.take() == ["cholesky"])
      return factor.sum()
    }
    #expect(counter.take() == ["triangle", "triangle"])
    _ = hessian(at: positive) { x in withLinearAlgebra(by: library) { try! x.determinant() } }
    #expect(counter.take().count > 3)
  }

  /// LAPACK may not return from NaN, and our triangles let 0 beside infinity be 0.
  @Test func whatIsNotFiniteNeverReachesALibrary() {
    let counter = Counter()
    withLinearAlgebra(by: counter.library(leastSize: 1)) {
      let infinite = Tensor<Double>([1, .nan, 2, 1], shape: [2, 2])
      #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.determinant() }
      #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.cholesky() }
      #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.qr() }
      #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.symmetricEigen() }
      #expect(throws: LinearAlgebraError.notFinite(matrix: 0)) { try infinite.singularValueDecomposition() }
      _ = infinite.triangularSolve([1, 1], isLower: true)
      _ = Tensor<Double>([1, 0, 2, 0], shape: [2, 2]).triangularSolve([1, 1], isLower: true)
      _ = Tensor<Double>.identity(2).triangularSolve(Tensor([1, .infinity], shape: [2]), isLower: true)
    }
    #expect(counter.take().isEmpty)
  }
}

/// What holds of this module's arithmetic holds with a LAPACK, too.
@Suite struct LAPACKTests {
  private let lapack: LinearAlgebraLibrary

  init() throws {
    var lapack = try LinearAlgebraLibrary.system()
    lapack.leastSize = 1
    self.lapack = lapack
  }

  private func distance(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
    a.shape == b.shape ? (a - b).abs().max().item : .infinity
  }

  @Test func agreesWithPyTorch() throws {
    let file = try #require(ReferenceTests.files.first { $0.lastPathComponent == "matrices.json" })
    for testCase in try ReferenceCase.all(in: file) {
      guard let answer = ReferenceAnswer(testCase) else { continue }
      let implementation = try #require(ReferenceOperations<Double>.all[testCase.operation])
      let comparison = ReferenceComparison(testCase: testCase, implementation: implementation)
      let deviation = try ReferenceTests.deviations(beside: file)[testCase.name]
      for problem in withLinearAlgebra(
        by: lapack, { comparison.problems(expecting: answer.replacing(deviation), .double) })
      {
        Issue.record("\(testCase.name): \(problem.field): \(problem.text)")
      }
    }
  }

  @Test(arguments: LinearAlgebraTests.smooth) func agreesWithDifferencesToSecondOrder(_ testCase: SmoothCase) {
    let (first, second) = withLinearAlgebra(by: lapack) {
      errors(at: sample(testCase.shape, seed: 17), of: testCase.function)
    }
    #expect(first < 1e-6 && second < 1e-5)
  }

  /// Also where blocks begin, and with the signs of ours.
  @Test func agreesWithOurs() throws {
    for (rows, columns) in [(1, 1), (4, 4), (7, 3), (3, 7), (33, 20), (70, 70), (5, 1), (1, 5), (3, 0)] {
      let (a, place) = (sample([rows, columns], seed: 5), Comment("\(rows) x \(columns)"))
      let (ours, theirs) = (try a.qr(), try withLinearAlgebra(by: lapack) { try a.qr() })
      guard columns > 0 else {
        #expect(ours.q == theirs.q && ours.r == theirs.r)
        continue
      }
      #expect(distance(ours.q, theirs.q) < 1e-12 && distance(ours.r, theirs.r) < 1e-12, place)
      #expect(theirs.r == theirs.r.upperTriangle(), place)
      let (u, values, v) = try withLinearAlgebra(by: lapack) { try a.singularValueDecomposition() }
      #expect(distance(values, try a.singularValueDecomposition().values) < 1e-12, place)
      #expect(distance((u * values).matrixProduct(v.transposed()), a) < 1e-12, place)
      let extremes = u.abs().argmax(alongAxis: 0)
      for (column, row) in extremes.elements.enumerated() { #expect(u.elements[row * u.shape[1] + column] > 0, place) }
      guard rows == columns else { continue }
      let symmetric = a + a.transposed()
      let (own, other) = (
        try symmetric.symmetricEigen(), try withLinearAlgebra(by: lapack) { try symmetric.symmetricEigen() }
      )
      #expect(distance(own.values, other.values) < 1e-11 && distance(own.vectors, other.vectors) < 1e-9, place)
      let positive = a.matrixProduct(a.transposed()) + Tensor.identity(rows)
      #expect(
        try distance(positive.cholesky(), withLinearAlgebra(by: lapack) { try positive.cholesky() }) < 1e-12, place)
      let right = sample([rows, 3], seed: 2)
      #expect(
        try distance(positive.solve(right), withLinearAlgebra(by: lapack) { try positive.solve(right) }) < 1e-11, place)
      #expect(
        try withLinearAlgebra(by: lapack) { try a.logDeterminant().sign } == a.logDeterminant().sign, place)
      for (isLower, isTransposed, hasUnit) in [
        (true, false, false), (true, true, false), (false, false, true), (false, true, false), (true, true, true),
      ] {
        let triangle = a * 0.1 + Tensor.identity(rows)
        func solution() -> Tensor<Double> {
          triangle.triangularSolve(right, isLower: isLower, isTransposed: isTransposed, hasUnitDiagonal: hasUnit)
        }
        #expect(distance(solution(), withLinearAlgebra(by: lapack) { solution() }) < 1e-11, place)
      }
    }
  }

  @Test func errorsAreOurs() {
    let singular: Tensor<Double> = [[1, 2], [2, 4]]
    let batch = Tensor.stacked([.identity(2), singular], alongAxis: 0)
    withLinearAlgebra(by: lapack) {
      #expect(throws: LinearAlgebraError.singular(matrix: 1)) { try batch.solve([1, 1]) }
      #expect(throws: LinearAlgebraError.notPositiveDefinite(matrix: 1, order: 2)) { try batch.cholesky() }
      #expect(throws: LinearAlgebraError.rankDeficient(matrix: 1)) { try batch.leastSquares([1, 1]) }
      #expect((try? singular.determinant()) == Tensor(0))
    }
  }

  /// In units that LAPACK would have scaled itself, or not.
  @Test func unitsDoNotMatter() throws {
    let a = sample([20, 20], seed: 4)
    try withLinearAlgebra(by: lapack) {
      let (u, values, v) = try a.singularValueDecomposition()
      let (q, r) = try a.qr()
      let eigenvalues = try a.symmetricEigen().values
      for scale in [0x1p-500, 0x1p500] {
        let scaled = try (a * scale).singularValueDecomposition()
        #expect(scaled.values == values * scale && scaled.u == u && scaled.v == v)
        let (q1, r1) = try (a * scale).qr()
        #expect(q == q1 && r1 == r * scale)
        #expect(try (a * scale).symmetricEigen().values == eigenvalues * scale)
      }
    }
  }

  @Test func floatIsWorkedOnInDouble() throws {
    let a = Tensor<Float>([1e-4, 1, 1, 1], shape: [2, 2])
    #expect(
      try withLinearAlgebra(by: lapack) { try a.solve([1, 2]) }.elements == [1.00010001, 0.99989999].map { Float($0) })
  }
}
