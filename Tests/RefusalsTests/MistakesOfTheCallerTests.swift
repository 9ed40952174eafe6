import Autograd
import Descent
import Matrices
import Quantization
import Testing

/// Arguments that no result answers end the program with a message of ours, which the standard library's traps do not have in
/// optimised builds.
@Suite struct MistakesOfTheCallerTests {
  struct Mistake: Sendable {
    let name: String
    /// A part of the message.
    let message: String
    let make: @Sendable () -> Void

    init(_ name: String, _ message: String, _ make: @escaping @Sendable () -> Void) {
      (self.name, self.message, self.make) = (name, message, make)
    }
  }

  private static let row = Tensor([1.0, 2, 3, 4], shape: [4])
  private static let single = Tensor(1.0)

  static let mistakes: [Mistake] = [
    Mistake("negative extents", "negative extent") { _ = Tensor([1, 2, 3, 4], shape: [-2, -2]) },
    Mistake("negative extents of Doubles", "negative extent") { _ = Tensor([1.0, 2, 3, 4], shape: [-2, -2]) },
    Mistake("no elements in negative extents", "negative extent") { _ = Tensor<Int>([], shape: [-3, 0]) },
    Mistake("zeros", "negative extent") { _ = Tensor<Float>.zeros([2, -1]) },
    Mistake("ones", "negative extent") { _ = Tensor<Float>.ones([-1]) },
    Mistake("repeating", "negative extent") { _ = Tensor(repeating: true, shape: [-1, -1]) },
    Mistake("reshape", "negative extent") { _ = row.reshaped(to: [-2, -2]) },
    Mistake("reshape of an open extent", "negative extent") { _ = row.reshaped(to: [-1, -2]) },
    Mistake("broadcast of indices", "negative extent") { _ = Tensor<Int>([1], shape: [1]).broadcast(to: [-2]) },
    Mistake("too many elements", "more elements than fit") { _ = Tensor<Float>.zeros([1 << 32, 1 << 32]) },
    Mistake("too many elements that are equal", "more elements than fit") { _ = Tensor.ones([Int.max, 2]) + single },
    Mistake("reshape to too many", "more elements than fit") { _ = row.reshaped(to: [Int.max, Int.max]) },
    Mistake("reshape to an open extent beside too many", "more elements than fit") {
      _ = row.reshaped(to: [-1, Int.max, 4])
    },
    Mistake("one-hot of negative width", "there are no -1 places") {
      let hot: Tensor<Float> = Tensor<Int>([0], shape: [1]).oneHot(-1)
      _ = hot
    },
    Mistake("counts of a huge number", "more elements than fit") { _ = Tensor<Int>([Int.max], shape: [1]).counts() },
    Mistake("unique slices of a single value", "no slices") { _ = single.unique(alongAxis: 0) },
    Mistake("concatenation of ranks", "does not fit") {
      _ = Tensor.concatenated([row.reshaped(to: [2, 2]), row], alongAxis: 1)
    },
    Mistake("cross entropy of a single value", "no row of logits") { _ = single.crossEntropy(to: Tensor(0)) },
    Mistake("einsum of nothing", "nothing to multiply") { _ = Tensor<Double>.einsum("->", []) },
    Mistake("einsum without >", "->") { _ = Tensor.einsum("i-i", [row]) },
    Mistake("einsum with two points", "letters or ...") { _ = Tensor.einsum("..i->i", [row]) },
    Mistake("einsum with numbers", "letters or ...") { _ = Tensor.einsum("1->1", [row]) },
    Mistake("gathering beyond the end", "index -5 is outside") {
      _ = row.gathering(Tensor<Int>([-5], shape: [1]), alongAxis: 0)
    },
    Mistake("soft top of more than there are", "no 5 elements") { _ = row.softTop(5) },
    Mistake("soft top of fewer than none", "no -1 elements") { _ = row.softTop(-1) },
    Mistake("Sinkhorn backwards", "iterations are at least 0") {
      _ = row.reshaped(to: [2, 2]).sinkhorn(iterations: -1)
    },
    Mistake("Gumbel noise", "no -1 samples") {
      var generator = SystemRandomNumberGenerator()
      _ = GumbelSoftmax.noise(count: -1, using: &generator)
    },
    Mistake("Gumbel noise of another length", "3 samples of noise") {
      _ = GumbelSoftmax(noise: [0, 0, 0]).weights(of: row, alongAxis: 0)
    },
    Mistake("Newton with less than no product", "no -1 products") {
      var newton = NewtonCG()
      newton.maximumProducts = -1
      _ = newton.step(from: row) { $0.square().sum() }
    },
    Mistake("less than no step", "no -1 steps") {
      var minimizer = PiecewiseMinimizer()
      minimizer.maximumSteps = -1
      _ = minimizer.minimize(from: row) { $0.square().sum() }
    },
    Mistake("descent of less than no parameter", "no -1 parameters") {
      _ = Descent<Double>(.adam(), learningRate: 1, count: -1)
    },
    Mistake("a matrix of negative extents", "no negative extent") {
      _ = Matrix<Double>(rows: -2, columns: -2, elements: [1, 2, 3, 4])
    },
    Mistake("a matrix over memory, of negative extents", "no negative extent") {
      let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 4)
      _ = Matrix<Double>(rows: -2, columns: -2, borrowing: UnsafeBufferPointer(memory)) {}
    },
    Mistake("a matrix of too many elements", "more elements than fit") {
      _ = Matrix<Double>(rows: Int.max, columns: 2, elements: [])
    },
    Mistake("a codebook without codes", "at least one code") {
      _ = MovingAverageCodebook(codes: Tensor<Float>.zeros([0, 2]))
    },
    Mistake("vectors of another width", "vectors of shape [4, 1]") {
      _ = QuantizedTensor(row.reshaped(to: [4, 1]), codebook: row.reshaped(to: [2, 2]))
    },
    Mistake("nothing to choose from", "no codes") {
      _ = QuantizedTensor(Tensor<Float>.zeros([1, 2]), codebook: .zeros([0, 2]))
    },
    Mistake("two levels", "at least 3 levels, not [8, 2]") { _ = FiniteScalarLayer<Float>(levels: [8, 2]) },
    Mistake("more levels than numbers", "more codes than can be counted") {
      _ = FiniteScalarLayer<Float>(levels: [Int](repeating: 1 << 20, count: 4))
    },
    Mistake("no bits", "bits, not 0") { _ = LookupFreeLayer<Float>(bits: 0) },
    Mistake("a code beyond the book", "code 4 of 4") {
      _ = LookupFreeLayer<Float>(bits: 2).decoded(Tensor([4], shape: [1, 1]))
    },
    Mistake("a code beyond those counted", "code 3 of a book of 3") {
      var usage = BookUsage(codeCount: 3)
      usage.add(Tensor([3], shape: [1]))
    },
    Mistake("nothing is dead", "positive and finite") { _ = DeadCodes(below: 0) },
    Mistake("layers of other dimensions", "not [1, 2]") {
      _ = ResidualLayer([
        CodebookLayer(codes: row.reshaped(to: [4, 1])), CodebookLayer(codes: row.reshaped(to: [2, 2])),
      ])
    },
    Mistake("vectors for other layers", "for layers of [1, 2] components") {
      _ = ProductLayer([
        CodebookLayer(codes: row.reshaped(to: [4, 1])), CodebookLayer(codes: row.reshaped(to: [2, 2])),
      ])
      .encoded(row.reshaped(to: [2, 2]))
    },
    Mistake("a temperature of nothing", "temperature is positive") {
      var layer = GumbelLayer(codes: row.reshaped(to: [2, 2]))
      layer.temperature = 0
    },
  ]

  @Test(arguments: mistakes.indices) func isNamed(_ index: Int) async throws {
    let mistake = Self.mistakes[index]
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent], "\(mistake.name)"
    ) { [index] in
      MistakesOfTheCallerTests.mistakes[index].make()
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains(mistake.message), "\(mistake.name): \(text.prefix(300))")
  }
}
