internal import Refusals

extension Descent {
  /// One step of all parameters, in place: the same bits as ``beginStep()`` and a ``change(_:gradient:parameter:)`` of each.
  ///
  /// - Precondition: as many parameters and slopes as `count` was.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public mutating func step(_ parameters: inout [Scalar], gradient: [Scalar]) {
    require(parameters.count == gradient.count, "\(gradient.count) slopes for \(parameters.count) parameters")
    beginStep()
    let (rate, count) = (learningRate, parameters.count)
    switch rule {
    case .sgd:
      parameters.withUnsafeMutableBufferPointer { x in
        gradient.withUnsafeBufferPointer { slopes in
          for index in 0..<count { x[index] -= rate * slopes[index] }
        }
      }
    case .momentum(let momentum, let isNesterov):
      require(velocity.count == count, "a descent of \(velocity.count) parameters, not \(count)")
      let momentum = Scalar(momentum)
      parameters.withUnsafeMutableBufferPointer { x in
        gradient.withUnsafeBufferPointer { slopes in
          velocity.withUnsafeMutableBufferPointer { velocity in
            for index in 0..<count {
              let (slope, speed) = (slopes[index], momentum * velocity[index] + slopes[index])
              velocity[index] = speed
              x[index] -= rate * (isNesterov ? slope + momentum * speed : speed)
            }
          }
        }
      }
    case .adam(let beta1, let beta2, let epsilon, let weightDecay):
      require(squares.count == count, "a descent of \(squares.count) parameters, not \(count)")
      if stepByLoops(&parameters, gradient, beta1, beta2, epsilon, weightDecay) { return }
      for index in 0..<count {
        parameters[index] -= change(index, gradient: gradient[index], parameter: parameters[index])
      }
    }
  }
}
