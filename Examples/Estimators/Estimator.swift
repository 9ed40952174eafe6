import Autograd
import Clustering

/// A way to estimate the gradient of a problem from one evaluation.
struct Estimator {
  let name: String
  let estimate: (Problem, inout SeededGenerator) -> Tensor<Double>

  /// The gradient of the loss at relaxed weights.
  private init<Relaxation: ArgmaxRelaxation>(
    _ name: String, _ relaxation: @escaping ([Double]) -> Relaxation, samples: Int = 1
  ) {
    self.name = name
    estimate = { problem, generator in
      let noise = GumbelSoftmax.noise(count: samples * problem.logits.count, using: &generator)
      return gradient(at: problem.logits) { problem.loss($0.argmaxWeights(by: relaxation(noise), alongAxis: 0)) }
    }
  }

  /// The score function of a draw, with a baseline computed by `baseline` from the losses of all choices.
  private init(_ name: String, baseline: @escaping (Problem) -> Double) {
    self.name = name
    estimate = { problem, generator in
      let noise = Tensor(
        GumbelSoftmax.noise(count: problem.logits.count, using: &generator), shape: problem.logits.shape)
      let choice = (problem.logits + noise).argmax().item
      let loss = problem.lossesOfChoices.selecting(choice, alongAxis: 0)
      return gradient(at: problem.logits) { logits in
        let logProbability = logits.logSoftmax(alongAxis: 0).selecting(choice, alongAxis: 0)
        return scoreFunctionLoss(loss, logProbability: logProbability, baseline: baseline(problem))
      }
    }
  }

  static var all: [Estimator] {
    [
      Estimator("softmax, temperature 1", { _ in .softmax() }),
      Estimator("softmax, temperature 0.3", { _ in .softmax(temperature: 0.3) }),
      Estimator("sparsemax", { _ in .sparsemax }),
      Estimator("entmax 1.5", { _ in .entmax15 }),
      Estimator("straight-through softmax", { _ in .straightThrough(.softmax()) }),
      Estimator("Gumbel-softmax, temperature 1", { .gumbelSoftmax(noise: $0) }),
      Estimator("Gumbel-softmax, temperature 0.3", { .gumbelSoftmax(temperature: 0.3, noise: $0) }),
      Estimator("Gumbel-softmax, hard", { .straightThrough(.gumbelSoftmax(noise: $0)) }),
      Estimator("perturbed, 1 sample", { .perturbed(noise: $0) }),
      Estimator("perturbed, 16 samples", { .perturbed(noise: $0) }, samples: 16),
      Estimator("blackbox, lambda 1", { _ in .blackbox(lambda: 1) }),
      Estimator("implicit MLE, lambda 1", { .implicitMLE(lambda: 1, noise: $0) }),
      Estimator("score function", baseline: { _ in 0 }),
      Estimator("score function, mean baseline") { problem in
        (problem.logits.softmax(alongAxis: 0) * problem.lossesOfChoices).sum().item
      },
    ]
  }
}
