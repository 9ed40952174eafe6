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

  /// Indices and source may be smaller than the tensor: what lies beyond stays, with its gradient.
  @Test(arguments: Tensor<Double>.Reduction.allCases) func smallerIndices(_ reduction: Tensor<Double>.Reduction) {
    let own = Tensor([1.0, 2, 3, 4, 5, 6], shape: [2, 3])
    let (value, slopes) = valueWithGradient(at: own, Tensor([7.0, 9], shape: [1, 2])) { own, source in
      own.scatterReducing(source, at: Tensor([2, 0], shape: [1, 2]), alongAxis: 1, by: reduction)
        .reshaped(to: [6]).square().sum() / 2
    }
    let meeting: (Double, Double) -> (Double, Double, Double) = { own, new in
      switch reduction {
      case .sum: (own + new, 1, 1)
      case .product: (own * new, new, own)
      case .mean: ((own + new) / 2, 0.5, 0.5)
      case .greatest: (new, 0, 1)
      case .least: (own, 1, 0)
      }
    }
    let (a, b) = (meeting(1, 9), meeting(3, 7))
    #expect(value.item == (a.0 * a.0 + b.0 * b.0 + 4 + 16 + 25 + 36) / 2)
    #expect(slopes.0.elements == [a.0 * a.1, 2, b.0 * b.1, 4, 5, 6] && slopes.1.elements == [b.0 * b.2, a.0 * a.2])
  }

  /// Along an axis in the middle, against the definition; slices long and short.
  @Test(arguments: [1, 3, 20, 300]) func sumsAlongTheMiddle(_ inner: Int) {
    let own = Tensor<Float>((0..<(2 * 4 * inner)).map { Float($0 % 7) }, shape: [2, 4, inner])
    let source = Tensor<Float>((0..<(2 * 5 * inner)).map { Float($0 % 11) }, shape: [2, 5, inner])
    let entries = (0..<(2 * 5 * inner)).map { $0 * 13 % 3 }
    let slices = [3, 0, 3, 1, 3]
    var (added, sliced) = (own.elements, own.elements)
    for block in 0..<2 {
      for j in 0..<5 {
        for i in 0..<inner {
          let e = (block * 5 + j) * inner + i
          added[(block * 4 + entries[e]) * inner + i] += source.elements[e]
          sliced[(block * 4 + slices[j]) * inner + i] += source.elements[e]
        }
      }
    }
    let indices = Tensor(entries, shape: [2, 5, inner])
    #expect(own.scatterAdding(source, at: indices, alongAxis: 1).elements == added)
    #expect(own.addingSlices(source, at: slices, alongAxis: 1).elements == sliced)
    let taken = gradient(at: own) { ($0.selecting(slices, alongAxis: 1) * source).sum() }
    #expect((taken + own).elements == sliced)
    let gathered = gradient(at: own) { ($0.gathering(indices, alongAxis: 1) * source).sum() }
    #expect((gathered + own).elements == added)
  }

  /// Few elements for many places: the same sums in one rounding each, wherever they are taken.
  @Test func sparseSumsRoundOnce() {
    for extent in [10, 100_000] {
      let base = Tensor<Float>(repeating: 1, shape: [extent])
      let source = Tensor<Float>(repeating: 0x1p-25, shape: [9])
      let sums = base.scatterAdding(source, at: Tensor([5, 1, 5, 1, 5, 1, 5, 5, 1], shape: [9]), alongAxis: 0)
      #expect(sums.elements[5] == 1 + 0x1p-23 && sums.elements[1] == 1 + 0x1p-23 && sums.elements[0] == 1, "\(extent)")
    }
  }
}
