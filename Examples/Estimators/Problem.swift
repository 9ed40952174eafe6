import Autograd
import Clustering

/// Minimise E f(y) over logits x, where y is the one-hot vector of a draw from softmax(x): the gradient is a finite sum.
struct Problem {
  let name: String
  let logits: Tensor<Double>
  /// Of weights [n]; at a one-hot vector it is the loss of the choice.
  let loss: (Tensor<Double>) -> Tensor<Double>

  private var count: Int { logits.count }

  /// The loss of each choice.
  var lossesOfChoices: Tensor<Double> {
    let choices: Tensor<Double> = Tensor(Array(0..<count), shape: [count]).oneHot(count)
    return .stacked((0..<count).map { loss(choices.selecting($0, alongAxis: 0)) }, alongAxis: 0)
  }

  /// The gradient of E f, exactly: p_j (f_j - E f).
  var exactGradient: Tensor<Double> {
    let losses = lossesOfChoices
    return gradient(at: logits) { ($0.softmax(alongAxis: 0) * losses).sum() }
  }

  /// A loss that is linear in the weights, and one that is not.
  static var all: [Problem] {
    let logits = Tensor([0.4, -0.3, 1.0, 0.1], shape: [4])
    let costs = Tensor([1.0, -0.5, 0.3, 2.0], shape: [4])
    let codes = Tensor([0.0, 1, 2, -1, 0.5, 0.5, -2, 0], shape: [4, 2])
    let target = Tensor([0.8, 0.2], shape: [2])
    return [
      Problem(name: "linear", logits: logits) { ($0 * costs).sum() },
      Problem(name: "quadratic", logits: logits) {
        $0.matrixProduct(codes).squaredError(from: target, reduction: .sum)
      },
    ]
  }
}
