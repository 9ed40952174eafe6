internal import Autograd

/// The first part of the demo: argmax of the question's own ten numbers, nudged and differentiated by the engine.
struct ArgmaxStory {
  let numbers: Tensor<Double>
  let nudge = 0.01
  /// The index of the largest number, before and after the first number is nudged.
  let index: Int
  let nudgedIndex: Int
  /// Of the index as a number, in each of the ten.
  let gradientOfIndex: Tensor<Double>
  /// Of the largest number, in each of the ten.
  let gradientOfLargest: Tensor<Double>

  init() {
    let numbers = Tensor(
      [-0.0627, 0.1373, 0.0616, -1.7994, 0.8853, -0.0656, 1.0034, 0.6974, -0.2919, -0.0456], shape: [10])
    let step = Tensor([nudge] + Array(repeating: 0, count: 9), shape: [10])
    self.numbers = numbers
    index = numbers.argmax().item
    nudgedIndex = (numbers + step).argmax().item
    gradientOfIndex = gradient(at: numbers) { Tensor<Double>($0.argmax()) }
    gradientOfLargest = gradient(at: numbers) { $0.max(alongAxis: 0) }
  }

  var text: String {
    """
    1. argmax is frozen

    x                   \(row(numbers.elements))
    argmax of x         \(index)
    x[0] nudged by \(nudge)  argmax is \(nudgedIndex == index ? "still" : "now") \(nudgedIndex), so that its gradient is zero
    gradient of argmax  \(row(gradientOfIndex.elements))
    gradient of max     \(row(gradientOfLargest.elements))  (the value moves with x[\(index)])

    """
  }

  private func row(_ values: [Double]) -> String {
    values.map { value in
      let text = value.significant(5)
      return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }.joined(separator: " ")
  }
}
