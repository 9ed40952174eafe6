public import Autograd
public import Clustering
internal import Refusals

/// A layer without a codebook that rounds each component to a few levels: finite scalar quantisation (FSQ).
///
/// ```swift
/// let layer = FiniteScalarLayer<Float>(levels: [8, 6, 5])      // 240 codes of 3 components
/// ```
///
/// Component z with L levels is bounded, y = h tanh(z + s) - o with h = (L - 1) 1.001 / 2, o = 1/2 for even L and 0 for odd, and
/// s = artanh(o / h), so that 0 stays 0; rounded, straight through; and divided by the whole half of L, so that the output lies in
/// -1 ... 1. The gradient of a component is that of y: h (1 - tanh²(z + s)) / ⌊L / 2⌋. A code is the number whose digits, the
/// first the lowest, are the levels. There is no loss, and nothing to collapse.
///
/// Edge cases: halves round to even; a component that is NaN has level 0, and its output is NaN.
///
/// Source: F. Mentzer, D. Minnen, E. Agustsson, M. Tschannen, *Finite scalar quantization: VQ-VAE made simple* (2023), arXiv
/// 2309.15505; bounds and shift as in vector-quantize-pytorch, which reach the outermost levels.
/// - Complexity: O(rows dimensions).
public struct FiniteScalarLayer<Scalar: TensorScalar>: QuantizingLayer {
  /// The levels of each component, at least 3.
  public let levels: [Int]

  /// - Parameter levels: one per component, at least 3 each; their product fits an `Int`. (With two, s is so large that hardly a
  ///   gradient is left: for signs there is ``LookupFreeLayer``.)
  public init(levels: [Int]) {
    require(!levels.isEmpty && levels.allSatisfy { $0 >= 3 }, "components have at least 3 levels, not \(levels)")
    var count = 1
    for level in levels {
      let (product, overflows) = count.multipliedReportingOverflow(by: level)
      require(!overflows, "\(levels) are more codes than can be counted")
      count = product
    }
    self.levels = levels
  }

  public var dimensions: Int { levels.count }
  public var codeCounts: [Int] { [levels.reduce(1, *)] }
  /// Nothing moves.
  public var tensors: [Tensor<Scalar>] {
    get { [] }
    set { require(newValue.isEmpty, "no tensor moves") }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    let bounded = bounded(vectors)
    let grid = grid(bounded)
    return LayerOutput(
      output: bounded.straightThrough(to: grid) / row { Scalar($0 / 2) }, codes: codes(of: grid), compared: vectors)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> { codes(of: grid(bounded(vectors))) }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> {
    let elements = codes.elements.flatMap { code -> [Scalar] in
      require(code >= 0 && code < codeCounts[0], "code \(code) of \(codeCounts[0])")
      var rest = code
      return levels.map { level in
        defer { rest /= level }
        return Scalar(rest % level - level / 2) / Scalar(level / 2)
      }
    }
    return Tensor(elements, shape: [codes.count, dimensions])
  }

  /// In units of levels: from -⌊L / 2⌋ to the same, or one less for even L.
  private func bounded(_ vectors: Tensor<Scalar>) -> Tensor<Scalar> {
    require(vectors.rank == 2 && vectors.shape[1] == dimensions, "vectors of shape \(vectors.shape) for \(levels)")
    let half = row { Scalar(Double($0 - 1) * 1.001 / 2) }
    let offset = row { $0 % 2 == 0 ? 0.5 : 0 }
    // artanh t = log((1 + t) / (1 - t)) / 2.
    let ratio = offset / half
    let shift = ((ratio + 1) / (1 - ratio)).log() * 0.5
    return (vectors + shift).tanh() * half - offset
  }

  private func grid(_ bounded: Tensor<Scalar>) -> Tensor<Scalar> {
    bounded.rounded().clamped(from: row { Scalar(-($0 / 2)) }, to: row { Scalar(($0 - 1) / 2) })
  }

  private func codes(of grid: Tensor<Scalar>) -> Tensor<Int> {
    let rows = grid.shape[0]
    let codes = (0..<rows).map { row in
      var (code, place) = (0, 1)
      for (column, level) in levels.enumerated() {
        let element = grid.elements[row * levels.count + column]
        code += place * (element.isNaN ? 0 : Int(element) + level / 2)
        place &*= level
      }
      return code
    }
    return Tensor(codes, shape: [rows, 1])
  }

  /// One number per component.
  private func row(_ number: (Int) -> Scalar) -> Tensor<Scalar> { Tensor(levels.map(number), shape: [levels.count]) }
}
