import Testing

@testable import Autograd

/// Many elements that meet at few places.
@Suite struct ScatterReduceTests {
  private let own = Tensor([2.0, -1, 5], shape: [3])
  private let source = Tensor([3.0, 4, -1, 0, 5, 0.5, 7], shape: [7])
  private let indices = Tensor([0, 0, 1, 0, 1, 0, 0], shape: [7])

  @Test func goldenValues() {
    let reduced: (Tensor<Double>.Reduction, Bool) -> [Double] = { reduction, includesSelf in
      own.scatterReducing(source, at: indices, alongAxis: 0, by: reduction, includingSelf: includesSelf).elements
    }
    #expect(reduced(.product, true) == [0, 5, 5])
    #expect(reduced(.product, false) == [0, -5, 5])
    #expect(reduced(.greatest, true) == [7, 5, 5])
    #expect(reduced(.least, true) == [0, -1, 5])
    #expect(reduced(.least, false) == [0, -1, 5])
  }

  /// Beside a zero only its own slope is left; ties share.
  @Test func goldenGradients() {
    let ofProduct = gradient(at: source) {
      own.scatterReducing($0, at: indices, alongAxis: 0, by: .product).sum()
    }
    #expect(ofProduct.elements == [0, 0, -5, 84, 1, 0, 0])
    let (_, ofLeast) = valueWithGradient(at: own, source) {
      $0.scatterReducing($1, at: indices, alongAxis: 0, by: .least).sum()
    }
    #expect(ofLeast.0.elements == [0, 0.5, 1] && ofLeast.1.elements == [0, 0, 0.5, 1, 0, 0, 0])
  }

  @Test func productsToSecondOrder() {
    let x = sample([40])
    let places = Tensor((0..<40).map { $0 * 7 % 3 }, shape: [40])
    let (first, second) = errors(at: x) {
      Tensor.ones([3]).scatterReducing($0 + 1.5, at: places, alongAxis: 0, by: .product).log().sum()
    }
    #expect(first < 1e-6 && second < 1e-6)
  }

  @Test func nanTakesItsPlaceAlone() {
    let x = Tensor([.nan, 1.0, 2], shape: [3])
    let places = Tensor([0, 0, 1], shape: [3])
    let greatest = Tensor.zeros([2]).scatterReducing(x, at: places, alongAxis: 0, by: .greatest)
    #expect(greatest.elements[0].isNaN && greatest.elements[1] == 2)
    let slopes = gradient(at: x) {
      Tensor.zeros([2]).scatterReducing($0, at: places, alongAxis: 0, by: .greatest).sum()
    }
    #expect(slopes.elements[..<2].allSatisfy(\.isNaN) && slopes.elements[2] == 1)
  }
}
