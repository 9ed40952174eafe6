internal import Refusals

/// How many vectors came to each code, with the past forgotten by and by.
///
/// Each weight is the sum of counts times powers of the decay: never more than 1 / (1 - decay) times the most vectors of a batch,
/// however many batches come. An average divides it by the same sum of ones, so that the first batches count in full.
struct AverageCounts: Sendable {
  let decay: Double
  /// What the past of each code weighs, in vectors; 0 before its first.
  private(set) var weights: [Double]
  /// What a code would weigh to which one vector came in each batch.
  private var unit = 0.0

  init(codeCount: Int, decay: Double) {
    require(decay >= 0 && decay < 1, "a decay lies in 0 ..< 1")
    self.decay = decay
    weights = [Double](repeating: 0, count: codeCount)
  }

  /// Takes in a batch.
  ///
  /// - Returns: what the past of each code weighs beside it.
  mutating func add(_ arrived: [Double]) -> [Double] {
    unit = unit * decay + 1
    let past = weights.map { $0 * decay }
    for code in weights.indices { weights[code] = past[code] + arrived[code] }
    return past
  }

  /// The vectors per batch of a code, on average.
  subscript(code: Int) -> Double {
    get { unit > 0 ? weights[code] / unit : 0 }
    set { weights[code] = newValue * unit }
  }

  /// The codes with fewer vectors per batch than this, in order.
  func codes(below threshold: Double) -> [Int] { weights.indices.filter { self[$0] < threshold } }
}
