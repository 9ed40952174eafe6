internal import MessagePassing
internal import TesseraKernels

/// The only place where values of several workers meet: of the threads of this process, then of the members of its group, each
/// of which holds some of the rows, one member's after the other's.
///
/// What meets are integers, maxima, and bits that one member has: the same, however rows are shared out. Every function is
/// *collective*: all members call it, in the same order. Once an exchange has failed, all values are void; ``check()`` says so.
struct Reduction: Sendable {
  let parallel: ParallelRows
  /// How many rows all members hold, and which of them this one's first is.
  let rowCount: Int
  let firstRow: Int
  /// nil: this process has all rows.
  private let group: Membership?

  /// All rows are here.
  init(_ parallel: ParallelRows, rows: Int) {
    (self.parallel, rowCount, firstRow, group) = (parallel, rows, 0, nil)
  }

  /// - Parameter rows: how many this member holds.
  init(_ parallel: ParallelRows, rows: Int, in communicator: AnyCommunicator?) throws(ClusteringError) {
    guard let communicator, communicator.size > 1 else {
      self = Reduction(parallel, rows: rows)
      return
    }
    let group = Membership(communicator)
    let counts = group.gathered([UInt64(rows)])
    (self.parallel, self.group) = (parallel, group)
    rowCount = counts.reduce(0) { $0 + Int($1) }
    firstRow = counts[..<group.rank].reduce(0) { $0 + Int($1) }
    try check()
  }

  /// This member's place in the group.
  var rank: Int { group?.rank ?? 0 }

  /// Whether others hold rows, too.
  var isShared: Bool { group != nil }

  /// Whether an exchange has failed.
  var hasFailed: Bool { group?.failure != nil }

  /// Throws where an exchange has failed.
  func check() throws(ClusteringError) {
    if let failure = group?.failure { throw .communication(failure) }
  }

  // MARK: Sums and extremes

  func sum(_ values: [Int128]) -> [Int128] { group?.sum(values) ?? values }

  func sum(_ value: Int128) -> Int128 { group?.sum([value])[0] ?? value }

  func sum(_ value: Int) -> Int { group.map { Int($0.sum([Int64(value)])[0]) } ?? value }

  /// The sum of what `body` returns for chunks of this member's rows, over all.
  func sum(
    of count: Int, chunk: Int, _ body: @Sendable (_ worker: Int, _ index: Int, _ rows: Range<Int>) -> Int128
  ) -> Int128 {
    count <= chunk ? sum(body(0, 0, 0..<count)) : sum(parallel.mapChunks(of: count, chunk: chunk, body).reduce(0, +))
  }

  /// Element by element; no value is NaN.
  func maximum(_ values: [Double]) -> [Double] { group?.maximum(values) ?? values }

  func maximum(_ value: Double) -> Double { group?.maximum([value])[0] ?? value }

  func minimum(_ values: [Double]) -> [Double] { group?.maximum(values.map { -$0 }).map { -$0 } ?? values }

  func minimum(_ value: Double) -> Double { group.map { -$0.maximum([-value])[0] } ?? value }

  func any(_ value: Bool) -> Bool { group.map { $0.maximum([value ? 1 : 0])[0] > 0 } ?? value }

  func all(_ value: Bool) -> Bool { group.map { $0.maximum([value ? 0 : 1])[0] == 0 } ?? value }

  // MARK: What one member has

  /// What each member has, one after the other; all have as much.
  func gathered(_ own: [UInt64]) -> [UInt64] { group?.gathered(own) ?? own }

  /// The bits of those who have any; for each place one member at most.
  func filled(_ own: [UInt64]) -> [UInt64] {
    group.map { group in group.sum(own.map { Int64(bitPattern: $0) }).map { UInt64(bitPattern: $0) } } ?? own
  }

  /// The members' lists, one after the other.
  func joined(_ own: [UInt64]) -> [UInt64] {
    let counts = gathered([UInt64(own.count)]).map { Int($0) }
    var all = [UInt64](repeating: 0, count: counts.reduce(0, +))
    let start = counts[..<min(rank, counts.count)].reduce(0, +)
    for (index, value) in own.enumerated() { all[start + index] = value }
    return filled(all)
  }

  /// Values that the members change in turn, the holder of the first rows first.
  func inTurn(_ values: [Double], _ body: (inout [Double]) -> Void) -> [Double] {
    var values = values
    guard let group else {
      body(&values)
      return values
    }
    for member in 0..<group.size {
      if member == group.rank { body(&values) }
      let own = member == group.rank ? values.map { $0.bitPattern } : Array(repeating: 0, count: values.count)
      values = filled(own).map { Double(bitPattern: $0) }
    }
    return values
  }

  /// Where a row of all is among this member's `count`, if it holds it.
  func localRow(_ row: Int, of count: Int) -> Int? {
    (firstRow..<(firstRow + count)).contains(row) ? row - firstRow : nil
  }

  // MARK: Agreement

  /// What `body` returns; where it throws on some members, no member goes on.
  func agreeing<Value>(_ body: () throws(ClusteringError) -> Value) throws(ClusteringError) -> Value {
    guard let group else { return try body() }
    let result = Result(catching: body)
    var failed = Array(repeating: 0.0, count: group.size)
    if case .failure = result { failed[group.rank] = 1 }
    let member = group.maximum(failed).firstIndex(of: 1)
    let value = try result.get()
    try check()
    if let member { throw .otherMember(member) }
    return value
  }

  /// Throws unless all members have the same bits.
  func requireSame(_ values: [UInt64], _ subject: String) throws(ClusteringError) {
    guard let group else { return }
    // Of halves of 32 bits, which a Double holds.
    let parts = values.flatMap { [$0 >> 32, $0 & 0xFFFF_FFFF] }
    for own in [[Double(parts.count)], parts.map { Double($0) }] {
      let both = own + own.map { -$0 }
      let most = group.maximum(both)
      try check()
      if most != both { throw .membersDisagree(subject) }
    }
  }
}
