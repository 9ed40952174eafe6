/// Whether numbers in the first record of a text are names of columns: 0, 1, 2, 3 of a data frame, the years 2019, 2020,
/// 2021, the wavelengths 400, 410, 420.
struct NumericHeading {
  enum Verdict {
    case none
    /// They stand at equal distances, but what stands below is of the same kind.
    case perhaps
    case names
  }

  private let first: TextSample.Record
  private let body: [ColumnSample]
  private let sample: TextSample
  private let values: [Double]

  init(_ sample: TextSample, _ first: TextSample.Record, _ body: [ColumnSample]) {
    (self.sample, self.first, self.body) = (sample, first, body)
    values = Self.numbers(sample.scanner, first)
  }

  /// Whether all of them are written as whole numbers.
  var isWhole: Bool { first.cells.allSatisfy { $0 == .whole || !$0.isNumeric } }

  /// Nothing, and 0, above the only two columns: a series of pandas with its index.
  private var isOfSeries: Bool {
    first.cells == [.missing, .whole] && values == [0] && body.count == 2 && sample.records.count > 2
  }

  var verdict: Verdict {
    if isOfSeries { return .names }
    guard sample.records.count > 1, values.count >= 2, first.dresses.isEmpty,
      values.count == first.cells.count(where: \.isNumeric)
    else { return .none }
    let next = Self.numbers(sample.scanner, sample.records[1])
    if isWhole, isSequence(above: next) || holdsYears(above: next) { return .names }
    guard isMonotonic(values), !isAmongItsLike else { return .none }
    let isScale = hasEqualSteps(values)
    let isOtherKind = isWhole && columns.allSatisfy { body[$0].hasFractions }
    if isScale, isWhole ? isOtherKind : values.count >= 8 { return values.count >= 3 ? .names : .perhaps }
    if values.count >= 8, isScale || isOtherKind { return .names }
    return isWhole && (isScale && values.count >= 3 || isOtherKind && values.count >= 3) ? .perhaps : .none
  }

  /// The columns above which the numbers stand.
  private var columns: [Int] {
    let offset = first.cells.count == body.count - 1 ? 1 : 0
    return first.cells.indices.filter { first.cells[$0].isNumeric && $0 + offset < body.count }.map { $0 + offset }
  }

  /// Whether one of the next records has equal steps, or most rise or fall, too.
  private var isAmongItsLike: Bool {
    let rows = sample.records.dropFirst().prefix(20).map { Self.numbers(sample.scanner, $0).suffix(values.count) }
    return rows.contains { $0.count >= 3 && hasEqualSteps(Array($0)) }
      || rows.count { $0.count >= 3 && isMonotonic(Array($0)) } * 3 > rows.count
  }

  private func isMonotonic(_ values: [Double]) -> Bool {
    let pairs = zip(values, values.dropFirst())
    return pairs.allSatisfy { $0 < $1 } || pairs.allSatisfy { $0 > $1 }
  }

  /// To a twentieth, as instruments have them.
  private func hasEqualSteps(_ values: [Double]) -> Bool {
    guard let first = values.first, let last = values.last, values.count > 1, first != last else { return false }
    let step = (last - first) / Double(values.count - 1)
    return zip(values, values.dropFirst()).allSatisfy { ($1 - $0 - step).magnitude <= step.magnitude / 20 }
  }

  private func isSequence(above next: [Double]) -> Bool {
    guard Self.isCounting(values) else { return false }
    if Self.isCounting(next.suffix(values.count)) && next.count >= values.count { return false }
    let hasFractions = body.contains {
      $0.count(.number) + $0.count(.pointGroups) + $0.count(.decimalComma) > 0
        && (values[0] == 0 || $0.count(.whole) == 0)
    }
    if values[0] == 0, first.cells[0] == .missing { return true }
    return (values[0] == 0 || values[0] == 1) && (hasFractions || values.count >= (values[0] == 0 ? 4 : 10))
  }

  /// At equal distances; beside a word or nothing, or three at least.
  private func holdsYears(above next: [Double]) -> Bool {
    let years = 1800.0...2100
    let step = values[1] - values[0]
    return step > 0 && zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
      && (!first.cells[0].isNumeric || values.count >= 3) && values.allSatisfy(years.contains)
      && !(next.count >= values.count && next.suffix(values.count).allSatisfy(years.contains))
  }

  private static func isCounting(_ values: some Collection<Double>) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// The numbers of a record with points, in their order.
  private static func numbers(_ scanner: TextScanner, _ record: TextSample.Record) -> [Double] {
    var values: [Double] = []
    var index = record.start
    for cellClass in record.cells {
      let cell = scanner.cell(at: index)
      if [.whole, .number, .pointGroups].contains(cellClass),
        let value = Double(String(decoding: scanner.bytes[cell.content], as: UTF8.self))
      {
        values.append(value)
      }
      index = cell.next
    }
    return values
  }
}
