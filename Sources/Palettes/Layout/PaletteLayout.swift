internal import Refusals

/// Where the codes and tables of a tensor lie: see <doc:LayoutOfPalettes>.
public struct PaletteLayout: Sendable, Equatable {
  /// Why a shape has no palettes of some options.
  public enum Hindrance: Error, Equatable, Sendable {
    /// No axis, or no weight.
    case noWeights
    /// Groups of so many weights are no boxes that tile the shape.
    case groupSize(Int)
    /// Vectors do not divide the input axis, or a group's part of it.
    case vectorLength(Int)
  }

  /// The shape of the weights.
  public let shape: [Int]
  public let bits: Int
  /// How many weights a code stands for, along ``axis``.
  public let vectorLength: Int
  /// The input axis.
  public let axis: Int
  /// Along each axis, how many groups there are.
  public let groups: [Int]

  public init(_ shape: [Int], _ options: PaletteOptions) throws(Hindrance) {
    guard !shape.isEmpty, !shape.contains(0), Self.isCountable(shape) else { throw .noWeights }
    let axis = min(1, shape.count - 1)
    let groups = try Self.groups(shape, options.grouping)
    guard let layout = PaletteLayout(shape, options.bits, options.vectorLength, axis, groups) else {
      throw .vectorLength(options.vectorLength)
    }
    self = layout
  }

  /// A layout that was written; nil where it is none.
  package init?(
    _ shape: [Int], _ bits: Int, _ vectorLength: Int, _ axis: Int, _ groups: [Int]
  ) {
    guard !shape.isEmpty, shape.allSatisfy({ $0 > 0 }), (1...8).contains(bits), groups.count == shape.count,
      axis == min(1, shape.count - 1), vectorLength >= 1, shape[axis] % vectorLength == 0,
      zip(shape, groups).allSatisfy({ $1 > 0 && $0 % $1 == 0 }), Self.isCountable(shape)
    else { return nil }
    (self.shape, self.bits, self.vectorLength, self.axis, self.groups) = (shape, bits, vectorLength, axis, groups)
    // Those of a group follow each other: behind the axis that is cut nothing is.
    guard Self.boxSize(shape, groups) * groups.reduce(1, *) == weightCount, extent(axis) % vectorLength == 0 else {
      return nil
    }
  }

  private static func groups(_ shape: [Int], _ grouping: PaletteOptions.Grouping) throws(Hindrance) -> [Int] {
    var groups = shape.map { _ in 1 }
    switch grouping {
    case .tensor: break
    case .channel: groups[0] = shape[0]
    case .size(let size):
      var inner = 1
      for axis in shape.indices.reversed() {
        if size > inner * shape[axis] {
          inner *= shape[axis]
          continue
        }
        guard size % inner == 0, shape[axis] % (size / inner) == 0 else { throw .groupSize(size) }
        groups[axis] = shape[axis] * inner / size
        for outer in 0..<axis { groups[outer] = shape[outer] }
        return groups
      }
      throw .groupSize(size)
    }
    return groups
  }

  /// Whether bits and bytes of everything can be counted.
  private static func isCountable(_ shape: [Int]) -> Bool {
    var count = 1 << 12
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow { return false }
      count = product
    }
    return true
  }

  /// How many weights follow each other in a group.
  private static func boxSize(_ shape: [Int], _ groups: [Int]) -> Int {
    var size = 1
    for axis in shape.indices.reversed() {
      size *= shape[axis] / groups[axis]
      if groups[axis] > 1 { break }
    }
    return size
  }

  /// How many indices of an axis a group has.
  private func extent(_ axis: Int) -> Int { shape[axis] / groups[axis] }

  public var weightCount: Int { shape.reduce(1, *) }
  public var groupCount: Int { groups.reduce(1, *) }
  public var weightsPerGroup: Int { weightCount / groupCount }
  public var codeCount: Int { weightCount / vectorLength }
  public var codesPerGroup: Int { codeCount / groupCount }
  /// Entries of all tables together, single numbers.
  public var tableEntryCount: Int { groupCount << bits * vectorLength }
  /// `[groups..., 2^bits, vectorLength]`.
  public var tableShape: [Int] { groups + [1 << bits, vectorLength] }
  /// The bytes that codes take, one after the other without gaps.
  public var indexByteCount: Int { PackedCodes.byteCount(codeCount, bits: bits) }
  /// Of codes and tables.
  public func byteCount(_ type: WeightType) -> Int { indexByteCount + tableEntryCount * type.byteCount }
  /// The same, shared out among the weights.
  public func bitsPerWeight(_ type: WeightType) -> Double {
    8 * Double(byteCount(type)) / Double(weightCount)
  }

  /// How many weights lie between two neighbours along the input axis.
  var stride: Int { shape[(axis + 1)...].reduce(1, *) }

  /// The place of the first weight of a code.
  func firstWeight(_ code: Int) -> Int {
    guard vectorLength > 1 else { return code }
    let (block, inner) = code.quotientAndRemainder(dividingBy: stride)
    return block * vectorLength * stride + inner
  }

  /// Which code stands for a weight, and as which element of its vector.
  func code(of place: Int) -> (code: Int, element: Int) {
    guard vectorLength > 1 else { return (place, 0) }
    let (row, inner) = place.quotientAndRemainder(dividingBy: stride)
    return (row / vectorLength * stride + inner, row % vectorLength)
  }

  /// The index along each axis of a weight.
  static func index(_ place: Int, _ shape: [Int]) -> [Int] {
    var (rest, index) = (place, [Int]())
    for extent in shape.reversed() {
      index.append(rest % extent)
      rest /= extent
    }
    return index.reversed()
  }
}

extension PaletteLayout.Hindrance: CustomStringConvertible {
  /// What does not go together.
  public var description: String {
    switch self {
    case .noWeights: "no axis, or no weight"
    case .groupSize(let size): "groups of \(size) do not divide its shape"
    case .vectorLength(let length): "vectors of \(length) do not divide its input axis"
    }
  }
}
