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
    let (rate, decay, count) = (learningRate, decay, parameters.count)
    parameters.withUnsafeMutableBufferPointer { x in
      gradient.withUnsafeBufferPointer { slopes in
        switch rule {
        case .sgd:
          for index in 0..<count { x[index] -= rate * slopes[index] }
        case .momentum(let momentum, let isNesterov):
          require(velocity.count == count, "a descent of \(velocity.count) parameters, not \(count)")
          let momentum = Scalar(momentum)
          velocity.withUnsafeMutableBufferPointer { velocity in
            for index in 0..<count {
              let (slope, speed) = (slopes[index], momentum * velocity[index] + slopes[index])
              velocity[index] = speed
              x[index] -= rate * (isNesterov ? slope + momentum * speed : speed)
            }
          }
        case .adam(let beta1, let beta2, let epsilon, let weightDecay):
          require(squares.count == count, "a descent of \(squares.count) parameters, not \(count)")
          let (keep1, keep2, epsilon) = (Scalar(beta1), Scalar(beta2), Scalar(epsilon))
          let (take1, take2) = (1 - keep1, 1 - keep2)
          let (unbias1, unbias2) = (1 - decay.first, 1 - decay.second)
          let shrinkage = weightDecay == 0 ? nil : rate * Scalar(weightDecay)
          velocity.withUnsafeMutableBufferPointer { velocity in
            squares.withUnsafeMutableBufferPointer { squares in
              for index in 0..<count {
                let slope = slopes[index]
                let speed = keep1 * velocity[index] + take1 * slope
                let square = keep2 * squares[index] + take2 * slope * slope
                velocity[index] = speed
                squares[index] = square
                let mean = speed / unbias1
                let moved = rate * mean / ((square / unbias2).squareRoot() + epsilon)
                let decayed = shrinkage.map { $0 * x[index] } ?? 0
                x[index] -= mean == 0 ? decayed : decayed + moved
              }
            }
          }
        }
      }
    }
  }
}
