internal import CTesseraKernels

/// In which slot of the sixteen-bit filter each centroid lies, and which slots are a group: sixteen neighbours are a panel,
/// and up to sixteen groups of as many panels each have bounds of their own (``GroupBounds``).
public struct PanelGroups: Sendable {
  /// Slots of the smallest group: two panels share what is read of a row.
  public static let smallestGroup = 2 * Int(TESSERA_SHORT_PANEL)

  /// The centroid of each slot.
  let order: [Int32]
  /// A group is two to this power slots.
  let shift: Int
  /// The group of each centroid.
  let groupOf: [UInt8]

  /// One group of `count` centroids.
  public init(count: Int) {
    self.init(order: (0..<Int32(count)).map { $0 }, mostGroups: 1)
  }

  /// Groups of neighbours in `order`, a permutation of the centroids: as many as there can be.
  public init(order: [Int32]) { self.init(order: order, mostGroups: Int(TESSERA_SHORT_GROUPS)) }

  private init(order: [Int32], mostGroups: Int) {
    self.order = order
    var shift = Self.smallestGroup.trailingZeroBitCount
    while (order.count + 1 << shift - 1) >> shift > mostGroups { shift += 1 }
    self.shift = shift
    var groupOf = [UInt8](repeating: 0, count: order.count)
    for (slot, centroid) in order.enumerated() { groupOf[Int(centroid)] = UInt8(slot >> shift) }
    self.groupOf = groupOf
  }

  /// How many groups there are.
  public var count: Int { (order.count + 1 << shift - 1) >> shift }
}

extension PanelGroups {
  /// The group of a centroid, below ``count``.
  public func group(of centroid: Int) -> Int { Int(groupOf[centroid]) }
}
