import Clustering
import Matrices
import TesseraKernels

/// A problem of a seed with options of all kinds, for runs that only the public interface sees.
struct OracleProblem: CustomStringConvertible {
  let seed: UInt64
  let kind: FuzzData
  let points: NumericMatrix
  let rows: [[Double]]
  let weights: [Double]?
  let options: KMeans
  let updates: Int

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 123)
    self.seed = seed
    let kinds = FuzzData.allCases.filter { $0 != .subnormal }
    kind = kinds.drawn(&generator)
    let count = 3 + generator.index(below: [8, 40, 120].drawn(&generator))
    let columns = 1 + generator.index(below: [3, 9, 34].drawn(&generator))
    let drawn = kind.points(count, columns, using: &generator)
    let isFloat = kind == .outlier || generator.index(below: 2) == 0
    points = isFloat ? .float(drawn.converted()) : .double(drawn)
    let matrix = points.inDoublePrecision
    rows = (0..<count).map(matrix.row)
    weights = FuzzProblem.weights(count, using: &generator)
    let distinct = FuzzProblem.distinctRows(matrix, weights)
    var options = KMeans(clusterCount: 1 + generator.index(below: min(9, distinct.count)))
    updates = 1 + generator.index(below: 7)
    options.solver = FuzzSolver.drawn(rows: count, steps: updates, using: &generator)
    options.initializer = Self.initializer(matrix, distinct, options.clusterCount, using: &generator)
    options.seed = generator.next()
    options.tolerance = [0, 0, 0.02, 0.3].drawn(&generator)
    options.threadCount = 1 + generator.index(below: 3)
    options.instructionSet = InstructionSet.available.drawn(&generator)
    self.options = options
  }

  private static func initializer(
    _ points: Matrix<Double>, _ distinct: [Int], _ count: Int, using generator: inout SeededGenerator
  ) -> any Initializer {
    switch generator.index(below: 6) {
    case 0: return .random
    case 1: return .kMeansPlusPlus
    case 2: return .kMeansParallel(oversampling: 1, rounds: 2)
    default: return .given(FuzzProblem.start(points, distinct, count, using: &generator))
    }
  }

  /// The model after so many updates at most.
  func model(after updates: Int, restarts: Int = 1) throws -> KMeansModel {
    try options.with {
      $0.maximumIterations = updates
      $0.restarts = restarts
    }.fitted(to: points, weights: weights)
  }

  var description: String {
    """
    seed \(seed): \(kind), \(rows.count) x \(rows[0].count), \(options.clusterCount) clusters, \(options.solver), \
    \(options.initializer.name), weights \(weights != nil), tolerance \(options.tolerance)
    """
  }
}
