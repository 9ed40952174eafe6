public import Matrices
internal import Refusals

/// Start centroids of rows that are never in one place: where the choice is, after some passes over all parts.
///
/// Every part answers what is asked for (``PartialStart``), anywhere and in any order; from the answers of all follows what is
/// asked next, until ``centroids`` are there. They are those of ``RandomRows`` or ``KMeansParallel`` on all rows, bit by bit, for any
/// parts and numbers of threads.
///
/// ```swift
/// var start = StartByParts(clusterCount: 100, seed: 1)
/// while start.centroids == nil {
///   let parts = try shards.map { try PartialStart(of: $0, for: start) }   // anywhere
///   start = try start.next(after: parts)                                  // at first in the order of the rows
/// }
/// ```
///
/// The first pass surveys the rows: how many there are, and how large they are. Another one fetches the first candidate (with
/// weights these are added up before). Each round of k-means|| is one pass: a part does not know the potential of all rows, which a draw
/// needs, but its own is a lower bound, and what is drawn of all is among what that leaves. In the last pass parts say how many rows each
/// candidate stands for. So there are `rounds` + 3 passes, 8 of the five rounds, one more with weights, and 2 of random rows.
///
/// Where that leaves fewer candidates than clusters (hardly ever but where nearly all distinct rows are to be centroids), others are drawn
/// one by one, in two passes each.
///
/// Source: B. Bahmani, B. Moseley, A. Vattani, R. Kumar and S. Vassilvitskii, *Scalable k-means++* (2012),
/// arXiv 1203.6402.
/// - Complexity: a pass assigns all rows to the candidates that there are: of k-means|| 2 k more in each round. Memory: the candidates,
///   in the end `rounds` * `oversampling` * k rows in Double.
public struct StartByParts: Sendable, Equatable {
  /// How start centroids are chosen: the rules whose draws take few passes.
  public enum Rule: Sendable, Equatable {
    /// See ``KMeansParallel``.
    case kMeansParallel(oversampling: Double = 2, rounds: Int = 5)
    /// See ``RandomRows``; for rows without weights.
    case random

    /// As in reports.
    public var name: String {
      switch self {
      case .kMeansParallel: KMeansParallel().name
      case .random: RandomRows().name
      }
    }
  }

  public let clusterCount: Int
  public let seed: UInt64
  public let rule: Rule
  /// How many passes have been made.
  public internal(set) var passes = 0
  /// What the next pass asks for.
  var step = StartStep.survey
  /// What the first pass has found.
  var survey: PartsSurvey?
  /// The weight of each part's rows, in quanta.
  var weights: [Int128] = []
  var generator: SeededGenerator
  /// Rows chosen so far, [count, dimensions], in scaled units.
  var candidates = Matrix<Double>(rows: 0, columns: 0, elements: [])
  /// No row's potential exceeds 2^(highest + 1).
  var highest = 0
  /// How many candidates stood for rows when some were drawn one by one, and how many of these are still to be drawn.
  var heldBefore = 0
  var missing = 0

  /// Nothing is known of the rows yet.
  ///
  /// - Parameters:
  ///   - clusterCount: at least 1.
  ///   - seed: decides all draws, as ``KMeans/seed`` does.
  public init(clusterCount: Int, rule: Rule = .kMeansParallel(), seed: UInt64 = 0) {
    require(clusterCount >= 1, "there is at least one cluster")
    if case .kMeansParallel(let oversampling, let rounds) = rule {
      _ = KMeansParallel(oversampling: oversampling, rounds: rounds)
    }
    (self.clusterCount, self.rule, self.seed) = (clusterCount, rule, seed)
    generator = SeededGenerator(seed: seed)
  }

  /// The start centroids, [clusterCount, dimensions], in the data's units; nil while they are looked for.
  public var centroids: Matrix<Double>? {
    guard step == .found, let survey else { return nil }
    return survey.scale.unscaled(candidates)
  }

  /// How many candidates there are.
  public var candidateCount: Int { candidates.rows }

  /// About how many rows a round draws.
  var expected: Int128 {
    guard case .kMeansParallel(let oversampling, _) = rule else { return 0 }
    return KMeansParallel(oversampling: oversampling).expected(of: clusterCount)
  }

  /// How many rows all parts have; 0 before the first pass.
  public var rows: Int { survey?.rows ?? 0 }

  /// The names of the parts, in the order of their rows; none before the first pass.
  public var parts: [String] { survey?.parts.map { $0.name } ?? [] }
}

/// What one pass over all parts asks for.
enum StartStep: Sendable, Equatable {
  /// How many rows there are, and how large.
  case survey
  /// What the rows weigh.
  case weigh
  /// Rows by what all before them weigh; the last of the start, or the first candidate.
  case fetch([RowPlace], isLast: Bool)
  /// A row by the potential of all before it, of this exponent.
  case find(RowPlace, exponent: Int)
  /// The potential, and what may be drawn in this round.
  case draw(round: Int)
  /// The potential, and what each candidate stands for.
  case hold
  /// Which rows differ.
  case tellApart
  /// Nothing more: the candidates are the start.
  case found
}

/// A row of a part: the one up to which masses of all before in the part do not exceed `rest`.
struct RowPlace: Sendable, Equatable {
  let part: Int
  let rest: Int128
}
