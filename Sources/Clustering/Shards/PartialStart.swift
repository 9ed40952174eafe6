public import Matrices
public import TesseraKernels

/// What one part of the rows answers to a ``StartByParts``.
///
/// It is as large as a few rows for each of the clusters, at most: what a round of k-means|| may draw of this part is about
/// `oversampling` * k rows where the part has all of the potential, and fewer where others have some.
public struct PartialStart: Sendable, Equatable {
  /// How many rows.
  public let rows: Int
  /// Which part it is, in the order of the rows; 0 in the first pass, which settles that.
  let part: Int
  /// Of what was asked.
  let stamp: UInt64
  let answer: StartAnswer

  /// - Parameters:
  ///   - points: the part's rows, [rows, dimensions], finite; the same in each pass.
  ///   - weights: one per row; of all parts or of none.
  ///   - name: what messages call the part, and what tells it from a part of equal rows.
  ///   - start: what all parts are asked.
  ///   - threadCount: nil for one per processor. The result does not depend on it.
  ///   - instructionSet: nil for the best of this machine. The result does not depend on it.
  /// - Complexity: an assignment of the rows to the candidates. Memory: 60 bytes per row beside the points, and the candidates.
  /// - Throws: ``ClusteringError``: where rows or weights are not usable, and ``ClusteringError/partUnknown`` where they are not those
  ///   of any part in the first pass.
  public init(
    of points: NumericMatrix, weights: [Double]? = nil, name: String = "", for start: StartByParts,
    threadCount: Int? = nil, instructionSet: InstructionSet? = nil, cancellation: Cancellation? = nil
  ) throws(ClusteringError) {
    let question = StartQuestion(
      start: start, weights: weights, name: name, kernels: Kernels(instructionSet ?? .best),
      parallel: ParallelRows(threads: threadCount ?? ParallelRows.processorCount, keepsThreads: true),
      cancellation: cancellation)
    if let weights { try RowWeights.check(weights, rows: points.rows) }
    let (part, answer) =
      switch points {
      case .float(let matrix): try question.answer(matrix)
      case .double(let matrix): try question.answer(matrix)
      }
    self.init(rows: points.rows, part: part, stamp: start.stamp, answer: answer)
  }

  init(rows: Int, part: Int, stamp: UInt64, answer: StartAnswer) {
    (self.rows, self.part, self.stamp, self.answer) = (rows, part, stamp, answer)
  }
}

/// By the step that asks.
enum StartAnswer: Sendable, Equatable {
  case survey(PartSurvey)
  case weight(Int128)
  /// [count, dimensions], in scaled units, in the order of the places.
  case rows(Matrix<Double>)
  case draws(PotentialSums, RowDraws, vectors: Matrix<Double>)
  case held([Int128], PotentialSums)
  case distinct(Matrix<Double>)
  case nothing
}

/// What one part finds in the first pass.
struct PartSurvey: Sendable, Equatable {
  let part: PartsSurvey.Part
  let columns: Int
  let bound: Double
  let least: Double
  let weights: WeightExtent?
}

/// What is asked, and the means to answer.
private struct StartQuestion {
  let start: StartByParts
  let weights: [Double]?
  let name: String
  let kernels: Kernels
  let parallel: ParallelRows
  let cancellation: Cancellation?

  func answer<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>
  ) throws(ClusteringError) -> (part: Int, answer: StartAnswer) {
    try points.requireRowNumbers()
    let print = points.fingerprint(weights, in: Reduction(parallel, rows: points.rows))
    guard let survey = start.survey else {
      let found = try DataSurvey(points, kernels: kernels, in: parallel)
      return (
        0,
        .survey(
          PartSurvey(
            part: .init(name: name, print: print, rows: points.rows), columns: points.columns, bound: found.bound,
            least: found.least, weights: weights.map { WeightExtent(of: $0) }))
      )
    }
    let part = try survey.part(print, rows: points.rows, columns: points.columns, name)
    guard survey.scale.needsDouble(insteadOf: Scalar.self, least: survey.least) else {
      return (part, try answer(try rows(points, survey), part, survey))
    }
    return (part, try answer(try rows(points.converted(to: Double.self), survey), part, survey))
  }

  private func rows<Scalar>(_ points: Matrix<Scalar>, _ survey: PartsSurvey) throws(ClusteringError) -> PartRows<Scalar>
  {
    try PartRows(
      points, weights: weights, of: survey, kernels: kernels, parallel: parallel, cancellation: cancellation)
  }

  private func answer<Scalar>(
    _ rows: PartRows<Scalar>, _ part: Int, _ survey: PartsSurvey
  ) throws(ClusteringError) -> StartAnswer {
    switch start.step {
    case .survey, .found: return .nothing
    case .weigh: return .weight(rows.totalWeight)
    case .fetch(let places, _):
      return .rows(rows.vectors(places.filter { $0.part == part }.map { rows.row(atWeight: $0.rest) }))
    case .find(let place, let exponent):
      guard place.part == part else { return .rows(rows.vectors([])) }
      let (terms, factor) = (try rows.nearest(start.candidates).terms, PotentialSums.factor(exponent))
      let masses = terms.lazy.map { Int128(factor.quanta(of: $0)) }
      return .rows(rows.vectors([WeightedDraw.find(place.rest, in: masses).index]))
    case .draw:
      let terms = try rows.nearest(start.candidates).terms
      let potential = PotentialSums(of: terms, upTo: start.highest, in: parallel)
      var generator = start.generator
      generator.skip(survey.firstRow(of: part))
      let draws = RowDraws(of: terms, potential, expected: start.expected, using: &generator)
      return .draws(potential, draws, vectors: rows.vectors(draws.rows))
    case .hold:
      let (labels, terms) = try rows.nearest(start.candidates)
      return .held(
        rows.masses(labels, count: start.candidates.rows),
        PotentialSums(of: terms, upTo: start.highest, in: parallel))
    case .tellApart:
      return .distinct(rows.distinct(upTo: start.clusterCount, hasVanishing: survey.hasVanishing))
    }
  }
}

extension PartsSurvey {
  /// Which part has these rows.
  fileprivate func part(_ print: UInt64, rows: Int, columns: Int, _ name: String) throws(ClusteringError) -> Int {
    let equal = parts.indices.filter { parts[$0].print == print && parts[$0].rows == rows && columns == self.columns }
    guard let first = equal.first, let found = equal.count == 1 ? first : equal.first(where: { parts[$0].name == name })
    else { throw .partUnknown }
    return found
  }
}
