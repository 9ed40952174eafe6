internal import TesseraKernels

extension BatchSampling {
  /// For how many steps there are batches.
  var stepCount: Int {
    if case .given(let batches) = self { batches.count } else { .max }
  }

  /// The rows of a step, of so many.
  func rows(step: Int, of count: Int, using generator: inout SeededGenerator) -> [Int32] {
    switch self {
    case .fullBatch, .nested: (0..<Int32(count)).map { $0 }
    case .miniBatch(let size): (0..<size).map { _ in Int32(generator.index(below: count)) }
    case .given(let batches): batches[step]
    }
  }
}
