/// Whether the value moves with an input in a way that its gradient does not know.
struct ReadOutCheck {
  private let place: Int
  private let arrives: Bool

  /// - Parameter arrives: whether a way without steps leads from the input to the value.
  init(_ place: Int, _ arrives: Bool) { (self.place, self.arrives) = (place, arrives) }

  func finds<Scalar: TensorScalar>(
    _ inputs: [Tensor<Scalar>], _ function: ([Tensor<Scalar>]) throws -> Tensor<Scalar>
  ) rethrows -> Bool {
    let here = try StepTrace.following { try function(inputs).item }
    let again = try function(inputs).item
    // Noise is no evidence.
    guard here.result == again else { return false }
    let slopes = try valueWithGradients(at: inputs, of: function).gradients[place]
    let x = inputs[place]
    let typical = x.elements.reduce(0) { Swift.max($0, $1.magnitude) }
    let unit: Scalar = typical > 0 && typical.isFinite ? typical : 1
    let direction = x.elements.indices.map { (index: Int) -> Scalar in
      unit * Scalar((index * 7 + 3) % 11 + 6) / 11
    }
    let slope = zip(slopes.elements, direction).reduce(Scalar(0)) { $0 + $1.0 * $1.1 }
    // A share of the magnitude at which neither rounding nor the third derivative hides much.
    let step = Scalar.ulpOfOne.squareRoot().squareRoot()
    func moved(_ step: Scalar) -> (result: Scalar, events: [StepTrace.Event])? {
      var moved = inputs
      moved[place] = Tensor(zip(x.elements, direction).map { $0 + $1 * step }, shape: x.shape)
      do { return try StepTrace.following { try function(moved).item } } catch { return nil }
    }
    guard let low = moved(-step), let high = moved(step), low.result.isFinite, high.result.isFinite else {
      return false
    }
    guard here.events.isSamePiece(as: low.events), here.events.isSamePiece(as: high.events) else { return false }
    let difference = (high.result - low.result) / (2 * step)
    let noise = 16 * Scalar.ulpOfOne * Swift.max(low.result.magnitude, high.result.magnitude) / step
    if (difference - slope).magnitude > 0.05 * Swift.max(difference.magnitude, slope.magnitude) + noise { return true }
    // A branch on a number moves in steps: without a gradient, look farther.
    guard !arrives else { return false }
    return [-2, -0.5, 0.5, 2].contains { step in
      moved(step).map { $0.result != here.result && here.events.isSamePiece(as: $0.events) } ?? false
    }
  }
}
