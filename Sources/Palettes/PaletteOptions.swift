public import Clustering
internal import Refusals

/// How weights are made into codes of a table.
public struct PaletteOptions: Sendable {
  /// Which weights share a table.
  public enum Grouping: Sendable, Equatable {
    /// All of a tensor.
    case tensor
    /// Those of one index of the first axis: of an output channel.
    case channel
    /// So many weights that follow each other, the last index running fastest: a part of a row, a row, or several rows.
    case size(Int)
  }

  /// A code has so many bits, and a table 2^bits entries: 1 to 8.
  public var bits: Int {
    didSet { require((1...8).contains(bits), "bits lie in 1 ... 8") }
  }
  public var grouping = Grouping.tensor {
    didSet { if case .size(let size) = grouping { require(size >= 1, "a group has at least one weight") } }
  }
  /// A code stands for so many weights that follow each other along the input axis: axis 1, or the only one.
  public var vectorLength = 1 {
    didSet { require(vectorLength >= 1, "a vector has at least one weight") }
  }
  /// Decides the start of codebooks of vectors; tables of single weights are optimal, and need none.
  public var seed: UInt64 = 0
  /// The most updates of a codebook of vectors.
  public var maximumIterations = 100
  /// Threads that work at once; no bit of a result depends on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  /// Ends the work early.
  public var cancellation: Cancellation?

  /// Tables of `2^bits` weights, one per tensor.
  public init(bits: Int) {
    require((1...8).contains(bits), "bits lie in 1 ... 8")
    self.bits = bits
  }
}
