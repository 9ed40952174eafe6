internal import Matrices

extension PartialStatistics {
  /// All of it, for a file; see ``init(words:)``.
  public var words: [UInt64] {
    var writer = WordWriter()
    writer.write(Self.version)
    writer.write(centroids)
    writer.write(rows)
    for count in counts { writer.write(count) }
    writer.write(changed)
    if let tightest {
      writer.write(1)
      for number in [tightest.row, tightest.owner, tightest.rival] { writer.write(number) }
      writer.write(tightest.margin)
    } else {
      writer.write(0)
    }
    sums.write(to: &writer)
    loss.write(to: &writer)
    writer.write(farthest.count)
    for spare in farthest {
      writer.write(spare.row)
      writer.write(spare.share)
      writer.write(Int(spare.label))
      writer.write(spare.weight)
      for element in spare.elements { writer.write(element) }
    }
    return writer.words
  }

  /// What other words were written as; nil where these were not, whatever they are.
  public init?(words: [UInt64]) {
    var reader = WordReader(words)
    guard reader.word() == Self.version, let centroids = reader.matrix(), centroids.rows > 0, centroids.columns > 0,
      centroids.isFinite,
      let rows = reader.integer(), (1...(1 << 48)).contains(Int64(rows)), let counts = reader.words(centroids.rows),
      counts.allSatisfy({ $0 <= rows }), let changed = reader.optional({ $0.integer() }),
      (0...rows).contains(changed ?? 0), let tightest = reader.optional({ $0.constraint() }),
      (0..<rows).contains(tightest?.row ?? 0),
      let sums = ExactTable(&reader), let loss = ExactTable(&reader), let spares = reader.count(),
      sums.rows == centroids.rows, sums.columns == centroids.columns + 1, loss.rows == 1, loss.columns == 1,
      loss[0, 0].allSatisfy({ $0 == 0 }) || loss.isPositive(0, 0)
    else { return nil }
    var farthest: [SpareRow] = []
    for _ in 0..<spares {
      guard let spare = reader.spare(columns: centroids.columns), Int(spare.label) < centroids.rows, sums.holds(spare),
        (0..<rows).contains(spare.row)
      else { return nil }
      farthest.append(spare)
    }
    guard reader.isAtEnd else { return nil }
    self.init(
      centroids: centroids, rows: rows, counts: counts.map { Int(truncatingIfNeeded: $0) }, changed: changed,
      tightest: tightest, sums: sums, loss: loss, farthest: farthest)
    // Means of numbers are no larger than these.
    guard nextCentroids.isFinite else { return nil }
  }

  /// Of the order of the words.
  private static var version: UInt64 { 1 }
}

extension ExactTable {
  /// Whether what a row adds to a cluster can be taken out of these sums.
  fileprivate func holds(_ spare: SpareRow) -> Bool {
    let weight = spare.weight.oddPart.exponent
    return (spare.elements + [1]).enumerated().allSatisfy { column, element in
      let (odd, exponent) = element.oddPart
      let place = exponent + weight - exponents[column]
      return element.isFinite && (odd == 0 || (0..<64 * wordCount).contains(place))
    }
  }
}

extension WordReader {
  fileprivate mutating func constraint() -> LocalityRegion.Constraint? {
    guard let row = integer(), let owner = integer(), let rival = integer(), let margin = double() else { return nil }
    return .init(row: row, owner: owner, rival: rival, margin: margin)
  }

  fileprivate mutating func spare(columns: Int) -> SpareRow? {
    guard let row = integer(), let share = double(), let label = integer(), (0..<Int(Int32.max)).contains(label),
      let weight = double(), weight.isFinite, let elements = words(columns)
    else { return nil }
    return SpareRow(
      row: row, share: share, label: Int32(label), weight: weight, elements: elements.map { Double(bitPattern: $0) })
  }
}
