public import Autograd
public import Clustering
internal import Refusals

/// A layer without a codebook whose codes are signs: lookup-free quantisation (LFQ).
///
/// Component z becomes 1 where it is above 0, else -1, straight through; a code is the number whose bits, the first the lowest, are
/// the signs above 0: 2^bits codes. With p the softmax of 2 x·c / temperature over the codes c of a vector x, the loss is
///
/// - commitment · mean (x - sign x)², and
/// - entropyWeight · (mean of H(p) - diversity · H(mean of p)), in nats: each choice should be clear, and all codes be used.
///
/// Entropies are over groups of at most ``entropyGroup`` bits, whose sums they are: memory is [rows, 2^group], and for the second
/// one the sum is a bound from above.
///
/// Edge cases: 0 and NaN have the sign -1; the losses of a NaN are NaN.
///
/// Source: L. Yu et al., *Language model beats diffusion: tokenizer is key to visual generation* (2023), arXiv 2310.05737.
/// - Complexity: O(rows bits), and O(rows bits 2^group / group) for the entropies.
public struct LookupFreeLayer<Scalar: TensorScalar>: QuantizingLayer {
  /// The components of a vector, 1 ... 62.
  public let bits: Int
  /// The weight of the commitment, at least 0.
  public var commitment = 0.25
  /// The weight of both entropies, at least 0; with 0 they are not computed.
  public var entropyWeight = 0.1
  /// How much more the entropy of all weighs than that of each.
  public var diversity = 1.0
  /// Of the softmax in the entropies, positive, in squared units of the vectors.
  public var temperature = 0.01 {
    didSet { require(temperature > 0 && temperature.isFinite, "a temperature is positive and finite") }
  }
  /// The most bits whose codes are told apart in the entropies, 1 ... 16.
  public var entropyGroup = 8 {
    didSet { require(entropyGroup >= 1 && entropyGroup <= 16, "a group has 1 to 16 bits, not \(entropyGroup)") }
  }

  public init(bits: Int) {
    require(bits >= 1 && bits <= Int.bitWidth - 2, "1 to \(Int.bitWidth - 2) bits, not \(bits)")
    self.bits = bits
  }

  public var dimensions: Int { bits }
  public var codeCounts: [Int] { [1 << bits] }
  /// Nothing moves.
  public var tensors: [Tensor<Scalar>] {
    get { [] }
    set { require(newValue.isEmpty, "no tensor moves") }
  }

  public func quantized(_ vectors: Tensor<Scalar>, using generator: inout SeededGenerator) -> LayerOutput<Scalar> {
    let codes = encoded(vectors)
    let signs = decoded(codes)
    var loss = Tensor<Scalar>.zeros([])
    if commitment != 0 { loss = vectors.squaredError(from: signs) * Scalar(commitment) }
    if entropyWeight != 0 { loss = loss + entropies(of: vectors) * Scalar(entropyWeight) }
    return LayerOutput(output: vectors.straightThrough(to: signs), codes: codes, loss: loss, compared: vectors)
  }

  public func encoded(_ vectors: Tensor<Scalar>) -> Tensor<Int> {
    require(vectors.rank == 2 && vectors.shape[1] == bits, "vectors of shape \(vectors.shape) for \(bits) bits")
    let codes = (0..<vectors.shape[0]).map { row in
      (0..<bits).reduce(0) { $0 | (vectors.elements[row * bits + $1] > 0 ? 1 << $1 : 0) }
    }
    return Tensor(codes, shape: [vectors.shape[0], 1])
  }

  public func decoded(_ codes: Tensor<Int>) -> Tensor<Scalar> {
    let elements = codes.elements.flatMap { code -> [Scalar] in
      require(code >= 0 && code < codeCounts[0], "code \(code) of \(codeCounts[0])")
      return (0..<bits).map { code >> $0 & 1 == 1 ? 1 : -1 }
    }
    return Tensor(elements, shape: [codes.count, bits])
  }

  /// The mean entropy of each row's choice less that of all rows together.
  private func entropies(of vectors: Tensor<Scalar>) -> Tensor<Scalar> {
    var total = Tensor<Scalar>.zeros([])
    for first in stride(from: 0, to: bits, by: entropyGroup) {
      let group = min(entropyGroup, bits - first)
      // [group, codes], the codes of a layer of so many bits.
      let codes = LookupFreeLayer(bits: group).decoded(Tensor(Array(0..<(1 << group)), shape: [1 << group, 1]))
      let logs =
        (vectors.slice(from: first, to: first + group, alongAxis: 1)
        .matrixProduct(codes.transposed()) * Scalar(2 / temperature)).logSoftmax(alongAxis: 1)
      let shares = logs.exp()
      let each = -(shares * logs).sum() / Scalar(max(1, vectors.shape[0]))
      let mean = shares.mean(alongAxes: [0])
      // A share that has vanished pulls as one that is about to.
      let together = -(mean * mean.clamped(from: Scalar(1e-30)).log()).sum()
      total = total + each - together * Scalar(diversity)
    }
    return total
  }
}
