internal import Matrices

extension PartialStart {
  /// All of it, for a file; see ``init(words:)``.
  public var words: [UInt64] {
    var writer = WordWriter()
    writer.write(Self.version)
    writer.write(rows)
    writer.write(part)
    writer.write(stamp)
    writer.write(answer)
    return writer.words
  }

  /// What other words were written as; nil where these were not, whatever they are.
  public init?(words: [UInt64]) {
    var reader = WordReader(words)
    guard reader.word() == Self.version, let rows = reader.integer(), (1...Int(Int32.max)).contains(rows),
      let part = reader.integer(), part >= 0, let stamp = reader.word(), let answer = reader.answer(), reader.isAtEnd
    else { return nil }
    self.init(rows: rows, part: part, stamp: stamp, answer: answer)
  }

  /// Of the order of the words, and of what other words begin with.
  private static var version: UInt64 { 101 }
}

extension WordWriter {
  fileprivate mutating func write(_ answer: StartAnswer) {
    switch answer {
    case .survey(let survey):
      write(0)
      write(survey.part)
      write(survey.columns)
      write(survey.bound)
      write(survey.least)
      write(survey.weights)
    case .weight(let weight):
      write(1)
      write(weight)
    case .rows(let rows):
      write(2)
      write(rows)
    case .draws(let potential, let draws, let vectors):
      write(3)
      write(potential)
      write(draws.terms)
      for fraction in draws.fractions { write(fraction) }
      for row in draws.rows { write(row) }
      write(vectors)
    case .held(let masses, let potential):
      write(4)
      write(masses)
      write(potential)
    case .distinct(let rows):
      write(5)
      write(rows)
    case .nothing: write(6)
    }
  }

  private mutating func write(_ potential: PotentialSums) {
    write(potential.bound)
    write(potential.sums)
  }
}

extension WordReader {
  fileprivate mutating func answer() -> StartAnswer? {
    switch word() {
    case 0:
      guard let part = part(), let columns = integer(), (1...Int(Int32.max)).contains(columns), let bound = double(),
        bound >= 0, bound.isFinite, let least = double(), least > 0, let weights = extent()
      else { return nil }
      return .survey(PartSurvey(part: part, columns: columns, bound: bound, least: least, weights: weights))
    case 1: return integer128().flatMap { (0..<1 << 126).contains($0) ? .weight($0) : nil }
    case 2: return vectors().map { .rows($0) }
    case 3:
      guard let potential = potential(), let terms = doubles(), terms.allSatisfy({ $0 > 0 && $0.isFinite }),
        let fractions = words(terms.count), fractions.allSatisfy({ $0 < 1 << 53 }), let rows = words(terms.count),
        let vectors = vectors(), vectors.rows == terms.count
      else { return nil }
      let draws = RowDraws(terms: terms, fractions: fractions, rows: rows.map { Int(truncatingIfNeeded: $0) })
      return .draws(potential, draws, vectors: vectors)
    case 4:
      guard let masses = integers(), let potential = potential() else { return nil }
      return .held(masses, potential)
    case 5: return vectors().map { .distinct($0) }
    case 6: return .nothing
    default: return nil
    }
  }

  /// Rows in scaled units.
  private mutating func vectors() -> Matrix<Double>? {
    matrix().flatMap { $0.withUnsafeElements { $0.allSatisfy { $0.magnitude <= 0x1p34 } } ? $0 : nil }
  }

  private mutating func potential() -> PotentialSums? {
    guard let bound = double(), bound >= 0, bound.isFinite, let sums = integers(),
      sums.allSatisfy({ $0 >= 0 && $0 < 1 << 90 })
    else { return nil }
    return PotentialSums(bound: bound, sums: sums)
  }
}
