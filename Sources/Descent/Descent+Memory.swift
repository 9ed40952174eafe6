internal import Refusals

extension Descent {
  /// All that the next steps depend on beside rule, parameters and gradients: the rate, powers of the constants, and what is
  /// remembered of each parameter.
  public var memory: [Scalar] {
    get { [learningRate, decay.first, decay.second] + velocity + squares }
    set {
      require(
        newValue.count == 3 + velocity.count + squares.count,
        "\(newValue.count) numbers for the \(3 + velocity.count + squares.count) of a descent")
      (learningRate, decay) = (newValue[0], (newValue[1], newValue[2]))
      velocity = Array(newValue[3..<(3 + velocity.count)])
      squares = Array(newValue[(3 + velocity.count)...])
    }
  }
}
