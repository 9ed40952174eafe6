internal import Refusals

extension Tensor where Element: TensorScalar {
  /// Ends the program unless the weights are one per class and the smoothing is a share.
  func checkClasses(_ classes: Int, weights: Tensor?, labelSmoothing: Element) {
    require(
      weights == nil || weights?.shape == [classes], "weights of shape \(weights?.shape ?? []) for \(classes) classes")
    require(labelSmoothing >= 0 && labelSmoothing <= 1, "a label smoothing of \(labelSmoothing) is no share")
  }
}
