import Clustering
import Matrices
import TesseraKernels

/// A small problem of a seed: the kinds of data, weights and starts at which an assignment can go wrong.
struct FuzzProblem {
  enum Element: CaseIterable { case float, double }

  let seed: UInt64
  let element: Element
  let kind: FuzzData
  let points: Matrix<Double>
  let weights: [Double]?
  let start: Matrix<Double>
  let solver: any Solver
  let updates: Int

  var clusterCount: Int { start.rows }

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 99)
    self.seed = seed
    kind = FuzzData.allCases[generator.index(below: FuzzData.allCases.count)]
    element = kind == .outlier || generator.index(below: 2) == 0 ? .float : .double
    let isLarge = generator.index(below: 150) == 0
    let rows =
      isLarge ? 1100 + generator.index(below: 1500) : 2 + generator.index(below: [12, 70, 300].drawn(&generator))
    let columns = 1 + generator.index(below: isLarge ? 20 : [4, 16, 33, 70].drawn(&generator))
    let drawn = kind.points(rows, columns, using: &generator)
    points = element == .float ? drawn.converted(to: Float.self).converted() : drawn
    weights = Self.weights(rows, using: &generator)
    let candidates = Self.distinctRows(points, weights)
    let most = min(candidates.count, isLarge ? 20 : [3, 12, 40, 300].drawn(&generator))
    // Rounding to a third of all cases with as many clusters as there can be.
    let count = generator.index(below: 6) == 0 ? most : 1 + generator.index(below: most)
    start = Self.start(points, candidates, count, using: &generator)
    let steps = 2 + generator.index(below: 14)
    solver = FuzzSolver.drawn(rows: rows, steps: steps, using: &generator)
    // Mini-batches see all rows every hundred steps, at most.
    updates = !isLarge && generator.index(below: 16) == 0 ? 130 : steps
  }

  /// Nil, whole numbers, or fractions over many orders of magnitude; a few of them 0.
  static func weights(_ rows: Int, using generator: inout SeededGenerator) -> [Double]? {
    let kind = generator.index(below: 4)
    guard kind >= 2 else { return nil }
    var weights = (0..<rows).map { _ -> Double in
      let whole = Double(generator.index(below: 5))
      return kind == 2 ? whole : whole * generator.signedUnit().magnitude * [1, 1e-9, 1e6].drawn(&generator)
    }
    weights[generator.index(below: rows)] = 1
    return weights
  }

  static func distinctRows(_ points: Matrix<Double>, _ weights: [Double]?) -> [Int] {
    var seen: Set<[Double]> = []
    return (0..<points.rows).filter { row in
      weights.map { $0[row] > 0 } ?? true && seen.insert(points.row(row)).inserted
    }
  }

  /// Distinct rows; some of them repeated, far away, or a little beside the row.
  static func start(
    _ points: Matrix<Double>, _ candidates: [Int], _ count: Int, using generator: inout SeededGenerator
  ) -> Matrix<Double> {
    var order = candidates
    for index in 0..<count { order.swapAt(index, index + generator.index(below: order.count - index)) }
    var rows = order[..<count].map(points.row)
    switch generator.index(below: 5) {
    case 0:
      rows[generator.index(below: count)] = rows[generator.index(below: count)]
    case 1:
      let largest = points.elements.map(\.magnitude).max() ?? 1
      rows[generator.index(below: count)] = Array(repeating: 100 * largest + 1e-300, count: points.columns)
    case 2:
      for index in rows.indices { rows[index] = rows[index].map { $0 * (1 + 1e-3 * generator.signedUnit()) } }
    default: break
    }
    return Matrix(rows: count, columns: points.columns, elements: rows.flatMap { $0 })
  }
}

/// Data by what is hard about them.
enum FuzzData: CaseIterable {
  case arbitrary, lattice, identicalButOne, duplicated, collinear, blobs, scaled, mixedScales, offset, outlier
  case zeroRows, subnormal

  func points(_ rows: Int, _ columns: Int, using generator: inout SeededGenerator) -> Matrix<Double> {
    let scale = FuzzData.powers.drawn(&generator)
    let column = (0..<columns).map { _ in [1e12, 1, 1e-12].drawn(&generator) }
    let (direction, centres) = (
      (0..<columns).map { _ in generator.signedUnit() },
      (0..<8).map { _ in (0..<columns).map { _ in generator.signedUnit() } }
    )
    return Matrix(rows: rows, columns: columns) { elements in
      for row in 0..<rows {
        let along = Double(generator.index(below: 40)) / 8
        let centre = centres[generator.index(below: 8)]
        let isZero = generator.index(below: 3) == 0
        for j in 0..<columns {
          let (unit, whole) = (generator.signedUnit(), Double(generator.index(below: 4)))
          elements[row * columns + j] =
            switch self {
            case .arbitrary: unit
            case .lattice, .duplicated: whole
            case .identicalButOne: row == rows / 2 ? 2 : 1
            case .collinear: 1 + along * direction[j]
            case .blobs: 10 * centre[j] + unit / 4
            case .scaled: scale * unit
            case .mixedScales: column[j] * unit
            case .offset: 1e8 + unit
            case .outlier: row == 0 && j == 0 ? 1e20 : unit
            case .zeroRows: isZero ? (j % 2 == 0 ? 0 : -0.0) : unit
            case .subnormal: unit * 1e-42
            }
        }
      }
      if self == .duplicated {
        for index in elements.indices.dropFirst(2 * columns) { elements[index] = elements[index % (2 * columns)] }
      }
    }
  }

  private static let powers = [1e-30, 1e-12, 1e-5, 1e7, 1e15, 1e30]
}

extension Array {
  func drawn(_ generator: inout SeededGenerator) -> Element { self[generator.index(below: count)] }
}
