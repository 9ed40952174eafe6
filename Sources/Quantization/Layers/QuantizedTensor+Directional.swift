public import Autograd
public import Clustering
internal import Refusals

extension QuantizedTensor {
  /// The codes as vectors plus an error vector of the length of the quantisation error, in the direction of the code with noise:
  /// x + |q - x| v / |v|, v = q - x + noise, where v / |v| is a constant of the gradient (DiVeQ).
  ///
  /// Gradients go to vectors and codes alike, so that training needs no other loss. With n = (q - x) / |q - x| and u = v / |v|,
  /// a cotangent g gives x the gradient g - n (u·g), and its code n (u·g): what would move along the error moves the code
  /// towards the vector, or away. Where x = q, all of it goes to x.
  ///
  /// - Parameters:
  ///   - spread: the noise's standard deviation per component, in units of the vectors. With 0 the value is the code, exactly, and
  ///     the generator is not asked.
  ///   - generator: draws the noise, a normal distribution.
  ///
  /// Source: M. H. Vali, T. Bäckström, A. Solin, *DiVeQ: differentiable vector quantization using the reparameterization trick*
  /// (2025), arXiv 2509.26469.
  public func directional(spread: Double = 0.03, using generator: inout SeededGenerator) -> Tensor<Scalar> {
    require(spread >= 0 && spread.isFinite, "a spread is at least 0 and finite")
    let error = quantized - vectors
    var direction = error.stoppingGradient()
    if spread > 0 { direction = direction + Tensor<Scalar>.normal(vectors.shape, using: &generator) * Scalar(spread) }
    let unit = direction.normalized(alongAxis: 1, epsilon: .leastNormalMagnitude)
    let output = vectors + error.norm(alongAxes: [1], keepingDimensions: true) * unit
    return spread > 0 ? output : output.straightThrough(to: quantized)
  }
}

extension Tensor where Element: TensorScalar {
  /// Independent samples of the standard normal distribution, by the method of Box and Muller (1958).
  static func normal(_ shape: [Int], using generator: inout SeededGenerator) -> Tensor {
    let count = shape.reduce(1, *)
    let pairs = (count + 1) / 2
    let uniform = Tensor<Double>(
      (0..<pairs).map { _ in Double.random(in: Double.leastNormalMagnitude..<1, using: &generator) }, shape: [pairs])
    let angles = Tensor<Double>(
      (0..<pairs).map { _ in Double.random(in: 0..<(2 * .pi), using: &generator) }, shape: [pairs])
    let radii = (uniform.log() * -2).squareRoot()
    let samples = (radii * angles.cos()).elements + (radii * angles.sin()).elements
    return Tensor(samples.prefix(count).map { Element($0) }, shape: shape)
  }
}
