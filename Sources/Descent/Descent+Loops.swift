internal import CTesseraKernels

extension Descent {
  /// Adam's step by the loops of the best instruction set, which are one pass with the same bits; false: there are none for the type.
  mutating func stepByLoops(
    _ parameters: inout [Scalar], _ gradient: [Scalar], _ beta1: Double, _ beta2: Double, _ epsilon: Double,
    _ weightDecay: Double
  ) -> Bool {
    guard Scalar.self == Float.self || Scalar.self == Double.self else { return false }
    var constants = tessera_adam(
      keep1: Double(Scalar(beta1)), keep2: Double(Scalar(beta2)), unbias1: Double(1 - decay.first),
      unbias2: Double(1 - decay.second), rate: Double(learningRate), epsilon: Double(Scalar(epsilon)),
      shrinkage: weightDecay == 0 ? 0 : Double(learningRate * Scalar(weightDecay)), limit: Double(Self.limit))
    parameters.withUnsafeMutableBytes { x in
      gradient.withUnsafeBytes { slopes in
        velocity.withUnsafeMutableBytes { velocity in
          squares.withUnsafeMutableBytes { squares in
            if Scalar.self == Float.self {
              let (x, slopes) = (x.assumingMemoryBound(to: Float.self), slopes.assumingMemoryBound(to: Float.self))
              let (velocity, squares) = (
                velocity.assumingMemoryBound(to: Float.self), squares.assumingMemoryBound(to: Float.self)
              )
              guard x.count > 0 else { return }
              tessera_elements_best().pointee.f32.adam(
                x.baseAddress!, slopes.baseAddress!, velocity.baseAddress!, squares.baseAddress!, x.count, &constants)
            } else {
              let (x, slopes) = (x.assumingMemoryBound(to: Double.self), slopes.assumingMemoryBound(to: Double.self))
              let (velocity, squares) = (
                velocity.assumingMemoryBound(to: Double.self), squares.assumingMemoryBound(to: Double.self)
              )
              guard x.count > 0 else { return }
              tessera_elements_best().pointee.f64.adam(
                x.baseAddress!, slopes.baseAddress!, velocity.baseAddress!, squares.baseAddress!, x.count, &constants)
            }
          }
        }
      }
    }
    return true
  }
}
