import Autograd

/// What an operation of the cases is called with.
struct Call<Scalar: TensorScalar> {
  let inputs: [AnyTensor<Scalar>]
  let attributes: Attributes

  var x: Tensor<Scalar> { inputs[0].real }
  var y: Tensor<Scalar> { inputs[1].real }
  var axis: Int { attributes.integer("axis") ?? 0 }
  /// nil: all, which PyTorch also says by naming none.
  var axes: [Int]? { attributes.integers("axes").flatMap { $0.isEmpty ? nil : $0 } }
  var keeps: Bool { attributes.flag("keepDims") }

  func number(_ key: String) -> Scalar? { attributes.number(key).map { Scalar($0) } }
}
