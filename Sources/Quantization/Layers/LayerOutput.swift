public import Autograd

/// What a ``QuantizingLayer`` makes of vectors.
public struct LayerOutput<Scalar: TensorScalar>: Sendable {
  /// What goes on to the decoder, [rows, dimensions], with gradients for what came before and for the layer's own parameters.
  public var output: Tensor<Scalar>
  /// [rows, books]: one code of every book per row; frozen by its type.
  public var codes: Tensor<Int>
  /// A single value, to be added to the decoder's loss; 0 where the layer needs none. Weights are in it.
  public var loss: Tensor<Scalar>
  /// What was compared with the codes, [rows, dimensions]: the vectors, or their directions.
  public var compared: Tensor<Scalar>
  /// Those of the layers of which a layer is made.
  public var parts: [LayerOutput]

  public init(
    output: Tensor<Scalar>, codes: Tensor<Int>, loss: Tensor<Scalar> = .zeros([]), compared: Tensor<Scalar>,
    parts: [LayerOutput] = []
  ) {
    (self.output, self.codes, self.loss, self.compared, self.parts) = (output, codes, loss, compared, parts)
  }
}
