/// What a tensor can hold: Float and Double, through which gradients pass, and Int and Bool, which are frozen.
///
/// Indices and truth values move in steps: their derivative is zero, no operation on them is ever recorded, and no gradient
/// can be asked for in them. The set is closed: other types cannot conform in a useful way.
public protocol TensorElement: Sendable, BitwiseCopyable, Hashable {}

/// The elements that carry no gradient: Int and Bool.
///
/// What moves them about (`reshaped`, `slice`, `gathering`, `concatenated`, ...) has the name and the rules that it has for real
/// elements.
public protocol FrozenElement: TensorElement {}

extension Bool: FrozenElement {}
extension Int: FrozenElement {}
