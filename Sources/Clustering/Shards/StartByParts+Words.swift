internal import Matrices

extension StartByParts {
  /// All of it, for a file; see ``init(words:)``.
  public var words: [UInt64] {
    var writer = WordWriter()
    writer.write(Self.version)
    writer.write(clusterCount)
    writer.write(seed)
    switch rule {
    case .kMeansParallel(let oversampling, let rounds):
      writer.write(0)
      writer.write(oversampling)
      writer.write(rounds)
    case .random: writer.write(1)
    }
    writer.write(passes)
    for number in [highest, heldBefore, missing] { writer.write(number) }
    for word in generator.words { writer.write(word) }
    writer.write(step)
    writer.write(survey == nil ? 0 : 1)
    if let survey { writer.write(survey) }
    writer.write(weights)
    writer.write(candidates)
    return writer.words
  }

  /// What other words were written as; nil where these were not, whatever they are.
  public init?(words: [UInt64]) {
    var reader = WordReader(words)
    guard reader.word() == Self.version, let clusterCount = reader.integer(),
      (1...Int(Int32.max)).contains(clusterCount),
      let seed = reader.word(), let rule = reader.rule(), let passes = reader.integer(), passes >= 0,
      let highest = reader.integer(), (-2000...2000).contains(highest), let heldBefore = reader.integer(),
      let missing = reader.integer(), missing >= 0,
      let generator = reader.words(4).flatMap({ SeededGenerator(words: $0) }), let step = reader.step(),
      let survey = reader.optional({ $0.partsSurvey() }), let weights = reader.integers(),
      let candidates = reader.matrix(), reader.isAtEnd
    else { return nil }
    self.init(clusterCount: clusterCount, rule: rule, seed: seed)
    (self.passes, self.highest, self.heldBefore, self.missing) = (passes, highest, heldBefore, missing)
    (self.generator, self.step, self.survey) = (generator, step, survey)
    (self.weights, self.candidates) = (weights, candidates)
    guard isConsistent else { return nil }
  }

  /// Sixty-four bits of all of it: what parts answer to.
  var stamp: UInt64 { words.reduce(UInt64(1)) { ($0 ^ $1) &* 0x9E37_79B9_7F4A_7C15 ^ $0 >> 29 } }

  /// Whether words may be those of a start: where they are read, nothing more is asked.
  private var isConsistent: Bool {
    guard let survey else { return step == .survey && candidates.rows == 0 }
    guard survey.rows >= clusterCount, weights.count == survey.parts.count,
      weights.allSatisfy({ $0 >= 0 }), weights.areSummable, candidates.columns == survey.columns,
      candidates.withUnsafeElements({ $0.allSatisfy { $0.magnitude <= 0x1p34 } })
    else { return false }
    let count = candidates.rows
    func isThere(_ place: RowPlace) -> Bool { survey.parts.indices.contains(place.part) && place.rest >= 0 }
    return switch step {
    case .survey: false
    case .weigh: count == 0 && survey.weights != nil
    case .tellApart: count <= clusterCount
    case .fetch(let places, let isLast):
      places.allSatisfy(isThere) && count + places.count == (isLast ? clusterCount : 1)
        && (survey.weights != nil || places.allSatisfy { $0.rest < Int128(survey.parts[$0.part].rows) })
    case .find(let place, let exponent): isThere(place) && count > 0 && (-973...1023).contains(exponent)
    case .draw, .hold: count > 0
    case .found: count == clusterCount
    }
  }

  /// Of the order of the words.
  private static var version: UInt64 { 1 }
}

extension WordWriter {
  mutating func write(_ value: Int128) { for word in value.words64 { write(word) } }

  mutating func write(_ values: [Int128]) {
    write(values.count)
    for value in values { write(value) }
  }

  fileprivate mutating func write(_ step: StartStep) {
    switch step {
    case .survey: write(0)
    case .weigh: write(1)
    case .fetch(let places, let isLast):
      write(isLast ? 3 : 2)
      write(places.count)
      for place in places { write(place) }
    case .find(let place, let exponent):
      write(4)
      write(place)
      write(exponent)
    case .draw(let round):
      write(5)
      write(round)
    case .hold: write(6)
    case .tellApart: write(7)
    case .found: write(8)
    }
  }

  private mutating func write(_ place: RowPlace) {
    write(place.part)
    write(place.rest)
  }

  fileprivate mutating func write(_ survey: PartsSurvey) {
    write(survey.parts.count)
    for part in survey.parts { write(part) }
    write(survey.columns)
    write(survey.bound)
    write(survey.least)
    write(survey.weights)
  }

  mutating func write(_ part: PartsSurvey.Part) {
    write(part.name)
    write(part.print)
    write(part.rows)
  }

  mutating func write(_ extent: WeightExtent?) {
    write(extent == nil ? 0 : 1)
    guard let extent else { return }
    write(extent.largest)
    write(extent.lowest)
  }
}

extension WordReader {
  mutating func integer128() -> Int128? { words(2).map { Int128(low: $0[0], high: $0[1]) } }

  mutating func integers() -> [Int128]? {
    guard let count = count() else { return nil }
    var values: [Int128] = []
    for _ in 0..<count {
      guard let value = integer128() else { return nil }
      values.append(value)
    }
    return values
  }

  fileprivate mutating func rule() -> StartByParts.Rule? {
    switch word() {
    case 0:
      guard let oversampling = double(), oversampling > 0, oversampling <= 0x1p20, let rounds = integer(),
        (0...1 << 20).contains(rounds)
      else { return nil }
      return .kMeansParallel(oversampling: oversampling, rounds: rounds)
    case 1: return .random
    default: return nil
    }
  }

  fileprivate mutating func step() -> StartStep? {
    guard let kind = word() else { return nil }
    switch kind {
    case 0: return .survey
    case 1: return .weigh
    case 2, 3:
      guard let count = count() else { return nil }
      var places: [RowPlace] = []
      for _ in 0..<count {
        guard let place = place() else { return nil }
        places.append(place)
      }
      return .fetch(places, isLast: kind == 3)
    case 4:
      guard let place = place(), let exponent = integer() else { return nil }
      return .find(place, exponent: exponent)
    case 5: return integer().flatMap { $0 >= 0 ? .draw(round: $0) : nil }
    case 6: return .hold
    case 7: return .tellApart
    case 8: return .found
    default: return nil
    }
  }

  private mutating func place() -> RowPlace? {
    guard let part = integer(), let rest = integer128() else { return nil }
    return RowPlace(part: part, rest: rest)
  }

  fileprivate mutating func partsSurvey() -> PartsSurvey? {
    guard let count = count(), count > 0 else { return nil }
    var parts: [PartsSurvey.Part] = []
    for _ in 0..<count {
      guard let part = part() else { return nil }
      parts.append(part)
    }
    guard let columns = integer(), (1...Int(Int32.max)).contains(columns), let bound = double(), bound >= 0,
      bound.isFinite,
      let least = double(), least > 0, let weights = extent(), (weights?.largest ?? 1) > 0,
      !(weights?.isTooWide ?? false)
    else { return nil }
    return PartsSurvey(parts: parts, columns: columns, bound: bound, least: least, weights: weights)
  }

  mutating func part() -> PartsSurvey.Part? {
    guard let name = text(), let print = word(), let rows = integer(), (1...Int(Int32.max)).contains(rows) else {
      return nil
    }
    return PartsSurvey.Part(name: name, print: print, rows: rows)
  }

  /// Of weights, where there are some.
  mutating func extent() -> WeightExtent?? {
    optional { reader -> WeightExtent? in
      guard let largest = reader.double(), largest >= 0, largest.isFinite, let lowest = reader.integer(),
        (-1100...1 << 20).contains(lowest)
      else { return nil }
      return WeightExtent(largest: largest, lowest: lowest)
    }
  }
}
