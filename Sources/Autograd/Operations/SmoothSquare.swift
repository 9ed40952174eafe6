// A root has a kink at 0, and its square has none. Rules of single operations cannot know: the square's cotangent is 0 there, and what
// passes the root is 0 whatever the curvature. So a square looks for the root that it undoes.
extension Tensor where Element: TensorScalar {
  /// The square with the derivatives of what stands under the root, where this comes from a root that is 0 somewhere; else nil.
  ///
  /// - Parameter values: of the square; the same whether anybody differentiates or not.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  func smoothSquare(_ values: () -> [Element]) -> Tensor? {
    guard link.tape != nil, isRoot(within: Self.farthestRoot), elements.contains(0) else { return nil }
    return radicand().map { .recording(.linear(slopes: [.ones([])]), [$0], values(), shape: shape) }
  }

  /// Of x * x.
  func smoothSquare(beside other: Tensor, _ values: () -> [Element]) -> Tensor? {
    link.isSame(as: other.link) && shape == other.shape ? smoothSquare(values) : nil
  }

  /// Of x^2.
  func smoothSquare(ofPower exponent: Tensor) -> Tensor? {
    guard link.tape != nil, isRoot(within: Self.farthestRoot - 1), !exponent.isRecorded,
      exponent.elements.allSatisfy({ $0 == 2 })
    else { return nil }
    let repeated = broadcast(to: Shape.broadcast(shape, exponent.shape))
    return repeated.smoothSquare { Tensor.combinedElements(.power, repeated, exponent).elements }
  }

  /// How many operations may lie between a root and its square.
  private static var farthestRoot: Int { 8 }

  /// Whether ``radicand(within:)`` finds one.
  private func isRoot(within reach: Int) -> Bool {
    guard reach > 0, let node = recordedNode else { return false }
    let x = node.inputs
    func isRoot(_ x: Tensor) -> Bool { x.isRoot(within: reach - 1) }
    switch node.operation {
    case .norm, .squareRoot: return true
    case .power:
      return !x[1].isRecorded && x[0].shape == node.shape && x[1].elements.allSatisfy { $0 == 0.5 }
    case .negate, .reshape, .broadcast, .take, .put(.view), .divide: return isRoot(x[0])
    case .multiply: return isRoot(x[0]) || isRoot(x[1])
    case .choose:
      return x.contains(where: isRoot) && x.allSatisfy { !$0.isRecorded || isRoot($0) }
    default: return false
    }
  }

  /// What this is the root of, up to its sign; nil: of nothing known.
  ///
  /// Where it was moved about or multiplied since, its square was likewise.
  private func radicand(within reach: Int = farthestRoot) -> Tensor? {
    guard isRoot(within: reach), let node = recordedNode else { return nil }
    let x = node.inputs
    func radicand(_ index: Int) -> Tensor? { x[index].radicand(within: reach - 1) }
    switch node.operation {
    case .norm(let axes, _): return x[0].square().sum(alongAxes: axes, keepingDimensions: true)
    case .squareRoot, .power: return x[0]
    case .negate: return radicand(0)
    case .reshape: return radicand(0)?.reshaped(to: node.shape)
    case .broadcast: return radicand(0)?.broadcast(to: node.shape)
    case .take(let places): return radicand(0)?.taking(places, shape: node.shape)
    case .put(let places): return radicand(0)?.putting(at: places, shape: node.shape)
    case .multiply: return (radicand(0) ?? x[0].square()) * (radicand(1) ?? x[1].square())
    case .divide: return radicand(0).map { $0 / x[1].square() }
    case .choose(let condition):
      // The square of a constant has no derivative, whatever it is.
      return .where(condition, radicand(0) ?? .zeros(x[0].shape), radicand(1) ?? .zeros(x[1].shape))
    default: return nil
    }
  }
}
