import Autograd
import Testing

/// A cotangent of 0 stays 0 whatever it meets, in products of matrices as everywhere.
@Suite struct MaskedProductTests {
  private static let nan = Double.nan

  /// Rows 0 and 2 hold what no row should.
  private let x = Tensor([nan, 1, 2, 3, .infinity, -.infinity, 4, 5], shape: [4, 2])
  private let keeps = Tensor<Bool>([false, true, false, true], shape: [4])

  /// The sum of the products of the rows that count.
  private func loss(_ product: Tensor<Double>) -> Tensor<Double> {
    let mask = keeps.elements.flatMap { Array(repeating: $0, count: product.count / 4) }
    return Tensor.where(Tensor<Bool>(mask, shape: product.shape), product, .zeros([])).sum()
  }

  @Test func theGradientHasNoTraceOfARowThatIsLeftOut() {
    let slope = gradient(at: Tensor.ones([2, 1])) { loss(x.matrixProduct($0)) }
    #expect(slope.elements == [6, 8])
    let both = gradient(at: Tensor.ones([2, 3])) { loss(x.matrixProduct($0)) }
    #expect(both.elements == [6, 6, 6, 8, 8, 8])
    let row = gradient(at: Tensor.ones([2])) { loss(x.matrixProduct($0)) }
    #expect(row.elements == [6, 8])
  }

  @Test func fromTheOtherSideToo() {
    let slope = gradient(at: Tensor.ones([1, 2])) { w in loss(w.matrixProduct(x.transposed()).reshaped(to: [4])) }
    #expect(slope.elements == [6, 8])
  }

  @Test func batchesAndEinsum() {
    let batch = x.reshaped(to: [1, 4, 2])
    let slope = gradient(at: Tensor.ones([1, 2, 1])) { loss(batch.matrixProduct($0)) }
    #expect(slope.elements == [6, 8])
    let einsum = gradient(at: Tensor.ones([2])) { loss(Tensor.einsum("ij,j->i", [x, $0])) }
    #expect(einsum.elements == [6, 8])
  }

  @Test func inSecondOrder() {
    let hessian = hessian(at: Tensor.ones([2, 1])) { loss(x.matrixProduct($0).square()) }
    // 2 X^T X over the rows (2, 3) and (4, 5).
    #expect(hessian.elements == [40, 52, 52, 68])
  }

  @Test func elementwiseInSecondOrder() {
    let hessian = hessian(at: Tensor.ones([2])) { loss((x * $0).square()) }
    #expect(hessian.elements == [40, 0, 0, 68])
  }

  @Test func distancesOfARowThatIsLeftOut() {
    let centroids = Tensor([0.0, 0, 1, 1], shape: [2, 2])
    for order in [1.0, 2, 3, .infinity] {
      let slope = gradient(at: centroids) { loss(distances(from: x, to: $0, order: order)) }
      #expect(slope.elements.allSatisfy { $0.isFinite }, "order \(order)")
    }
    let hessian = hessian(at: centroids) { loss(squaredDistances(from: x, to: $0)) }
    #expect(hessian.elements == [4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4])
  }

  @Test func aNaNThatCountsShows() {
    let slope = gradient(at: Tensor.ones([2, 1])) { x.matrixProduct($0).sum() }
    #expect(slope.elements[0].isNaN && slope.elements[1] == -.infinity)
    // Zeros of the other factor are no cotangent's.
    let product = x.matrixProduct(Tensor.zeros([2, 1]))
    #expect(product.elements[0].isNaN && product.elements[2].isNaN)
  }

  @Test func sharesOfARowThatIsLeftOut() {
    let shares = Tensor([nan, nan, 0.5, 0.5, 1, 0, 0.25, 0.75], shape: [4, 2])
    let slope = gradient(at: Tensor.zeros([4, 2])) { scores in
      Tensor.where(
        Tensor([false, true, true, true], shape: [4]), scores.crossEntropy(toProbabilities: shares, reduction: .none),
        .zeros([])
      ).sum()
    }
    #expect(slope.elements == [0, 0, 0, 0, -0.5, 0.5, 0.25, -0.25])
  }

  private var nan: Double { Self.nan }
}
