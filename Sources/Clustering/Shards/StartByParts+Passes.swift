internal import Matrices
internal import Refusals
internal import TesseraKernels

extension StartByParts {
  /// What follows from the answers of all parts.
  ///
  /// - Parameter parts: all of them, each once; in the first pass in the order of the rows, which decides the draws, later in any order.
  /// - Complexity: that of the answers; after the last pass that of ``KMeansPlusPlus`` among the candidates.
  /// - Throws: ``ClusteringError``: where parts are missing, there twice, of another pass or not alike, or where the rows cannot
  ///   be clustered.
  public func next(after parts: [PartialStart]) throws(ClusteringError) -> StartByParts {
    let stamp = stamp
    if let part = parts.firstIndex(where: { $0.stamp != stamp || !isAnswered(by: $0.answer) }) {
      throw .partsDisagree(part: part)
    }
    var next = self
    next.passes += 1
    if survey == nil {
      try next.begin(try PartsSurvey(parts.map { $0.answer }, clusterCount: clusterCount, rule))
    } else {
      try next.go(on: inOrder(parts).map { $0.answer })
    }
    return next
  }

  /// Whether an answer is one to what is asked, of the right shape.
  private func isAnswered(by answer: StartAnswer) -> Bool {
    func fits(_ rows: Matrix<Double>) -> Bool { rows.columns == survey?.columns }
    return switch (step, answer) {
    case (.survey, .survey), (.weigh, .weight): true
    case (.fetch, .rows(let rows)), (.find, .rows(let rows)), (.tellApart, .distinct(let rows)): fits(rows)
    case (.draw, .draws(_, _, let rows)): fits(rows)
    case (.hold, .held(let masses, _)): masses.count == candidates.rows && masses.allSatisfy { $0 >= 0 }
    default: false
    }
  }

  private func inOrder(_ parts: [PartialStart]) throws(ClusteringError) -> [PartialStart] {
    let names = self.parts
    var ordered = [PartialStart?](repeating: nil, count: names.count)
    for (index, part) in parts.enumerated() {
      guard ordered.indices.contains(part.part) else { throw .partsDisagree(part: index) }
      guard ordered[part.part] == nil else { throw .partTwice(names[part.part]) }
      ordered[part.part] = part
    }
    if let missing = ordered.firstIndex(where: { $0 == nil }) { throw .partMissing(names[missing]) }
    return ordered.compactMap { $0 }
  }

  private mutating func begin(_ survey: PartsSurvey) throws(ClusteringError) {
    self.survey = survey
    highest = survey.highestPotential
    weights = survey.parts.map { Int128($0.rows) }
    candidates = Matrix(rows: 0, columns: survey.columns, elements: [])
    if survey.hasVanishing { step = .tellApart } else { beginDraws(survey) }
  }

  private mutating func beginDraws(_ survey: PartsSurvey) {
    if survey.weights == nil { drawFirst() } else { step = .weigh }
  }

  /// Random rows are all drawn at once.
  private mutating func drawFirst() {
    switch rule {
    case .kMeansParallel: step = .fetch([placeByWeight()], isLast: false)
    case .random:
      let drawn = RandomRows.uniform(rows, clusterCount, using: &generator)
      step = .fetch(drawn.map { place(Int128($0), in: weights) }, isLast: true)
    }
  }

  private mutating func placeByWeight() -> RowPlace {
    place(WeightedDraw.target(weights.reduce(0, +), using: &generator), in: weights)
  }

  private func place(_ target: Int128, in masses: [Int128]) -> RowPlace {
    let (part, rest) = WeightedDraw.find(target, in: masses)
    return RowPlace(part: part, rest: rest)
  }

  /// The step after so many rounds.
  private func round(_ round: Int) -> StartStep {
    if case .kMeansParallel(_, let rounds) = rule, round < rounds { .draw(round: round) } else { .hold }
  }

  // MARK: Answers

  private mutating func go(on answers: [StartAnswer]) throws(ClusteringError) {
    guard let survey else { return }
    switch step {
    case .survey, .found: break
    case .tellApart:
      try requireDistinct(answers)
      switch candidates.rows {
      case 0: beginDraws(survey)
      case clusterCount: step = .found
      default: step = .fetch((candidates.rows..<clusterCount).map { _ in placeByWeight() }, isLast: true)
      }
    case .weigh:
      weights = answers.compactMap { if case .weight(let weight) = $0 { weight } else { nil } }
      guard weights.areSummable, survey.rowWeights.isFinite(total: weights.reduce(0, +)) else {
        throw .weightsTooLarge
      }
      drawFirst()
    case .fetch(let places, let isLast):
      try add(answers.rows(in: places.map { $0.part }))
      // Rows drawn by weight may be equal where others would not.
      step = isLast ? (candidates.hasDistinctRows || rule != .random ? .found : .tellApart) : round(0)
    case .find(let place, _):
      try add(answers.rows(in: [place.part]))
      step = .hold
    case .draw(let round): draw(answers, round)
    case .hold: hold(answers, survey)
    }
  }

  private mutating func add(_ rows: Matrix<Double>) {
    candidates = candidates.rows == 0 ? rows : Matrix(stacking: [candidates, rows])
  }

  private func requireDistinct(_ answers: [StartAnswer]) throws(ClusteringError) {
    var seen: Set<[Double]> = []
    for case .distinct(let rows) in answers {
      for row in 0..<rows.rows where seen.count < clusterCount { seen.insert(rows.row(row)) }
    }
    guard seen.count >= clusterCount else {
      throw .tooFewDistinctRows(distinct: seen.count, clusterCount: clusterCount)
    }
  }

  /// What a round draws.
  private mutating func draw(_ answers: [StartAnswer], _ round: Int) {
    guard let total = answers.potentials.total, total.sum > 0 else {
      step = .hold
      return
    }
    highest = total.exponent
    var drawn: [Matrix<Double>] = []
    for case .draws(_, let draws, let vectors) in answers {
      drawn.append(vectors.selectingRows(draws.drawn(total, expected: expected)))
    }
    candidates = Matrix(stacking: [candidates] + drawn)
    generator.skip(rows)
    step = self.round(round + 1)
  }

  /// What the candidates stand for: enough for a choice, or some are missing.
  private mutating func hold(_ answers: [StartAnswer], _ survey: PartsSurvey) {
    var masses = [Int128](repeating: 0, count: candidates.rows)
    for case .held(let part, _) in answers {
      for (candidate, mass) in part.enumerated() { masses[candidate] &+= mass }
    }
    let held = masses.indices.filter { masses[$0] > 0 }
    let total = answers.potentials.total.flatMap { $0.sum > 0 ? $0 : nil }
    if missing == 0, held.count < clusterCount, held.count > heldBefore, total != nil {
      (heldBefore, missing) = (held.count, clusterCount - held.count)
    }
    if missing > 0, let total {
      (missing, highest) = (missing - 1, total.exponent)
      let sums = answers.potentials.map { $0.sum(at: total.exponent) }
      step = .find(
        place(WeightedDraw.target(total.sum, using: &generator), in: sums), exponent: total.exponent)
    } else {
      finish(held, held.map { FixedPoint.value(of: masses[$0], exponent: survey.rowWeights.exponent) })
    }
  }

  /// Chooses among weighted candidates; takes all where they are too few.
  private mutating func finish(_ held: [Int], _ weights: [Double]) {
    candidates = candidates.selectingRows(held)
    guard held.count >= clusterCount else {
      step = .tellApart
      return
    }
    let chosen = KMeansParallel.chosen(
      clusterCount, among: candidates, weights: weights, kernels: Kernels(.best),
      parallel: ParallelRows(threads: ParallelRows.processorCount), using: &generator)
    candidates = candidates.selectingRows(chosen)
    step = .found
  }
}

extension [StartAnswer] {
  /// What was fetched, in the order of the places that were asked for.
  fileprivate func rows(in parts: [Int]) throws(ClusteringError) -> Matrix<Double> {
    var next = [Int](repeating: 0, count: count)
    var rows: [Matrix<Double>] = []
    for part in parts {
      guard case .rows(let found) = self[part], next[part] < found.rows else { throw .partsDisagree(part: part) }
      rows.append(found.selectingRows([next[part]]))
      next[part] += 1
    }
    return Matrix(stacking: rows)
  }

  fileprivate var potentials: [PotentialSums] {
    compactMap { answer in
      switch answer {
      case .draws(let potential, _, _), .held(_, let potential): potential
      default: nil
      }
    }
  }
}

extension Matrix<Double> {
  /// Whether no two rows are equal.
  fileprivate var hasDistinctRows: Bool {
    var seen: Set<[Double]> = []
    return (0..<rows).allSatisfy { seen.insert(row($0)).inserted }
  }
}

extension [Int128] {
  /// Whether the sum of these, none of which is negative, is below 2^127, as that of all rows is.
  var areSummable: Bool { reduce(0.0) { $0 + Double($1) } <= 0x1p126 }
}
