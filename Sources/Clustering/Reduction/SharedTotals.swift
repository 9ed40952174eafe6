/// What the members' rows add up to, one member's after the other's: to find the row at which all masses before exceed a number.
struct SharedTotals {
  let total: Int128
  private let ofMembers: [Int128]
  private let reduction: Reduction

  /// - Parameter own: the mass of this member's rows.
  init(_ own: Int128, in reduction: Reduction) {
    self.reduction = reduction
    let words = reduction.gathered(own.words64)
    ofMembers = stride(from: 0, to: words.count, by: 2).map {
      Int128(low: words[$0], high: words[$0 + 1])
    }
    total = ofMembers.reduce(0, +)
  }

  /// The rows, counted among all, that `find` finds among this member's for what is left of a target there.
  func rows(_ targets: [Int128], _ find: (Int128) -> Int) -> [Int] {
    let own = targets.map { target in
      let (member, rest) = WeightedDraw.find(target, in: ofMembers)
      return member == reduction.rank ? UInt64(reduction.firstRow + find(rest)) : 0
    }
    return reduction.filled(own).map { Int($0) }
  }
}
