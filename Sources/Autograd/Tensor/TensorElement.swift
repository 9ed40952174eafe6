/// What a tensor can hold: Float and Double, through which gradients pass, and Int and Bool, which are frozen.
///
/// Indices and truth values move in steps: their derivative is zero, no operation on them is ever recorded, and no gradient
/// can be asked for in them. The set is closed: other types cannot conform in a useful way.
public protocol TensorElement: Sendable, BitwiseCopyable, Hashable {}

extension Bool: TensorElement {}
extension Int: TensorElement {}
