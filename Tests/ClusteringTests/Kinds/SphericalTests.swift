import Foundation
import Matrices
import MessagePassing
import TesseraKernels
import Testing

@testable import Clustering

/// Spherical k-means: five rows worked by hand, then properties.
struct SphericalTests {
  /// Directions (0.6, 0.8) twice, (0.8, 0.6); (-1, 0), (-0.8, -0.6).
  private let points: Matrix<Double> = [[3, 4], [6, 8], [4, 3], [-5, 0], [-4, -3]]

  @Test func centroidsAreTheMeanDirections() throws {
    let model = try Self.cosine(2) { $0.initializer = .given([[3, 4], [-7, 0]]) }.fitted(to: points)
    #expect(model.labels == [0, 0, 0, 1, 1])
    // The directions add up to (2, 2.2) and (-1.8, -0.6).
    let (first, second) = (8.84.squareRoot(), 3.6.squareRoot())
    let expected = [2 / first, 2.2 / first, -1.8 / second, -0.6 / second]
    #expect(zip(model.centroids.elements, expected).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    // The sum of 2 (1 - cos), the cosines adding up to the lengths of the sums.
    #expect((model.inertia - 2 * (5 - first - second)).magnitude < 1e-14)
    #expect(((model.meanCosine ?? 0) - (first + second) / 5).magnitude < 1e-15)
    #expect(model.stopReason == .fixedPoint && model.isLocalMinimum && model.metric == .cosine)
    // Row 3 points to 180 degrees, the centroids to 47.73 and 198.43.
    let angle = (.pi - atan2(2.2, 2) - (.pi + atan2(-0.6, -1.8))) / 2
    #expect(((model.region.angle ?? 0) - angle).magnitude < 1e-12 && model.region.angle ?? 0 <= angle + 1e-14)
  }

  @Test func aMeanOfZeroLeavesTheCentroidWhereItIs() throws {
    let opposite: Matrix<Double> = [[1, 0], [-1, 0], [0, 2], [0, -2]]
    let model = try Self.cosine(1) { $0.initializer = .given([[0.6, 0.8]]) }.fitted(to: opposite)
    #expect(zip(model.centroids.elements, [0.6, 0.8]).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    #expect((model.inertia - 8).magnitude < 1e-14 && model.stopReason == .fixedPoint && model.region.angle == nil)
  }

  @Test(arguments: UInt64(0)..<60) func everyUpdateIsThatOfThePlainLoop(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 1)
    let (n, d, k) = (8 + generator.index(below: 120), 2 + generator.index(below: 20), 2 + generator.index(below: 5))
    let points = randomMatrix(n, d, seed: seed)
    let weights = seed % 3 == 0 ? (0..<n).map { _ in Double(1 + generator.index(below: 4)) } : nil
    let start = points.selectingRows(0..<k)
    let model = try Self.cosine(k) { $0.initializer = .given(start) }.fitted(to: points, weights: weights)
    let plain = PlainSpherical(points, weights, start)
    guard !plain.hadEmptyCluster else { return }
    #expect(model.labels == plain.labels && model.iterations == plain.updates, "\(seed)")
    #expect((model.inertia - plain.inertia).magnitude < 1e-12 * plain.inertia, "\(seed)")
    let inertias = model.trace.compactMap(\.inertia)
    #expect(zip(inertias, inertias.dropFirst()).allSatisfy { $1 <= $0 * (1 + 1e-14) }, "\(seed)")
    for row in 0..<k { #expect((PlainSpherical.length(model.centroids.row(row)) - 1).magnitude < 1e-15, "\(seed)") }
    #expect(try model.assign(points).labels == model.labels && model.isLocalMinimum, "\(seed)")
  }

  @Test(arguments: UInt64(0)..<20) func powersOfTwoOfRowsChangeNoBit(seed: UInt64) throws {
    let points = randomMatrix(90, 5, seed: seed)
    var generator = SeededGenerator(seed: seed, stream: 2)
    let exponents = (0..<90).map { _ in generator.index(below: 1800) - 900 }
    let scaled = Matrix<Double>(rows: 90, columns: 5) { target in
      for index in target.indices {
        target[index] = Double(sign: .plus, exponent: exponents[index / 5], significand: points.elements[index])
      }
    }
    let kMeans = Self.cosine(4) { $0.seed = seed }
    #expect(try Fingerprint(kMeans.fitted(to: scaled)) == Fingerprint(kMeans.fitted(to: points)), "\(seed)")
  }

  @Test(arguments: UInt64(0)..<40) func centroidsMayTurnByTheAngleAndNoMore(seed: UInt64) throws {
    let points = randomMatrix(60, 2, seed: seed)
    let kMeans = Self.cosine(3) { $0.seed = seed }
    let model =
      seed % 2 == 0 ? try kMeans.fitted(to: points) : try kMeans.fitted(to: points.converted(to: Float.self))
    let angle = try #require(model.region.angle)
    #expect(angle >= model.region.radius ?? .infinity)
    // In the plane an angle is a number: the exact margin of each row.
    let centroids = (0..<3).map { atan2(model.centroids[$0, 1], model.centroids[$0, 0]) }
    let margins = points.rowArrays.map { row in
      let distances = centroids.map { abs(remainder(atan2(row[1], row[0]) - $0, 2 * Double.pi)) }.sorted()
      return (distances[1] - distances[0]) / 2
    }
    let exact = margins.min() ?? 0
    #expect(
      angle <= exact + (seed % 2 == 0 ? 1e-14 : 1e-6) && angle >= exact - (seed % 2 == 0 ? 1e-9 : 1e-6), "\(seed)")
    var generator = SeededGenerator(seed: seed, stream: 3)
    for _ in 0..<20 {
      let turned = Matrix<Double>(rows: 3, columns: 2) { target in
        for cluster in 0..<3 {
          let place = centroids[cluster] + (generator.index(below: 2) == 0 ? -1 : 1) * angle * 0.999
          (target[2 * cluster], target[2 * cluster + 1]) = (cos(place), sin(place))
        }
      }
      #expect(try model.region.contains(turned, points: points), "\(seed)")
    }
  }

  @Test func arcsinesAreThoseOfTheLibrary() {
    for step in 0...1000 {
      let sine = Double(step) / 1000
      #expect((TurningMargin.arcsine(sine) - asin(sine)).magnitude < 2e-15, "\(sine)")
    }
  }

  @Test func threadsAndInstructionsDoNotChangeABit() throws {
    let points = randomMatrix(1300, 33, seed: 3)
    for solver in [Lloyd.lloyd as any Solver, NestedBatches.nestedBatches(batchSize: 300)] {
      let kMeans = Self.cosine(13) { ($0.solver, $0.restarts) = (solver, 2) }
      let model = try kMeans.fitted(to: points.converted(to: Float.self))
      for set in InstructionSet.allCases where set.isAvailable {
        for threads in [1, 3] {
          let other = try kMeans.with { ($0.instructionSet, $0.threadCount) = (set, threads) }
            .fitted(to: points.converted(to: Float.self))
          #expect(Fingerprint(model) == Fingerprint(other) && model.region.angle == other.region.angle)
        }
      }
    }
  }

  @Test func membersOfAGroupFindWhatOneProcessDoes() throws {
    let points = randomMatrix(300, 6, seed: 8)
    let kMeans = Self.cosine(5)
    let alone = try kMeans.fitted(to: points)
    let shared = try LocalGroup.run(2) { member in
      try kMeans.fitted(
        to: .double(points.selectingRows(Array(member.rank == 0 ? 0..<100 : 100..<300))), in: member)
    }
    for model in shared {
      #expect(model.centroids == alone.centroids && model.inertia == alone.inertia)
      #expect(model.region.angle == alone.region.angle && model.meanCosine == alone.meanCosine)
    }
    #expect(shared[0].labels + shared[1].labels == alone.labels)
  }

  @Test func rowsOneByOneAreAssignedAsAllAtOnce() throws {
    let points = randomMatrix(200, 7, seed: 9).converted(to: Float.self).mapped { $0 * 1e20 }
    let model = try Self.cosine(6).fitted(to: points)
    let (assignment, assigner) = (try model.assign(points), try model.rowAssigner())
    #expect(assignment.labels == model.labels)
    for row in 0..<200 {
      let nearest = try assigner.nearest(to: points.row(row))
      #expect(nearest.label == model.labels[row] && nearest.squaredDistance == assignment.squaredDistances[row])
    }
    #expect(throws: ClusteringError.zeroRow(row: 0)) { try assigner.nearest(to: [Float](repeating: 0, count: 7)) }
    #expect(throws: ClusteringError.self) { try assigner.nearest(to: [Float](repeating: .nan, count: 7)) }
  }

  @Test func whatHasNoDirectionIsRefused() throws {
    #expect(throws: ClusteringError.zeroRow(row: 1)) { try Self.cosine(1).fitted(to: [[1, 2], [0, -0], [0, 0]]) }
    #expect(throws: ClusteringError.notFinite(row: 1, column: 0)) {
      try Self.cosine(1).fitted(to: [[1, 2], [.nan, 0], [0, 0]])
    }
    #expect(throws: ClusteringError.startCentroidZero(row: 1)) {
      try Self.cosine(2) { $0.initializer = .given([[1, 0], [0, 0]]) }.fitted(to: points)
    }
    #expect(throws: ClusteringError.tooFewDistinctRows(distinct: 1, clusterCount: 2)) {
      try Self.cosine(2).fitted(to: [[1, 2], [2, 4], [4, 8]])
    }
    for solver in [Newton.newton as any Solver, GradientDescent.gradientDescent()] {
      #expect(throws: ClusteringError.cannotCombine("metric cosine", "solver \(solver.name)")) {
        try Self.cosine(2) { $0.solver = solver }.fitted(to: points)
      }
    }
  }

  @Test func numbersOfClustersAreComparedByDirection() throws {
    var generator = SeededGenerator(seed: 4)
    let rows = (0..<120).map { row -> [Double] in
      let place = Double(row % 3) * 2 + 0.2 * generator.signedUnit()
      let length = 1 + 100 * Double(generator.fraction53()) * 0x1p-53
      return [length * cos(place), length * sin(place)]
    }
    var search = ClusterCountSearch(2...5)
    search.kMeans.metric = .cosine
    let choice = try search.choice(for: .double(Matrix(rows)))
    #expect(choice.recommended.clusterCount == 3)
  }

  static func cosine(_ count: Int, _ change: (inout KMeans) -> Void = { _ in }) -> KMeans {
    var kMeans = KMeans(clusterCount: count)
    kMeans.metric = .cosine
    change(&kMeans)
    return kMeans
  }
}

/// The algorithm as plainly as possible.
private struct PlainSpherical {
  private(set) var labels: [Int32] = []
  private(set) var updates = 0
  private(set) var inertia = 0.0
  private(set) var hadEmptyCluster = false

  init(_ points: Matrix<Double>, _ weights: [Double]?, _ start: Matrix<Double>) {
    let rows = points.rowArrays.map(Self.unit)
    var centroids = start.rowArrays.map(Self.unit)
    labels = bruteForceLabels(Matrix(rows), Matrix(centroids))
    while true {
      for cluster in centroids.indices {
        var sum = [Double](repeating: 0, count: points.columns)
        for (row, values) in rows.enumerated() where labels[row] == Int32(cluster) {
          for column in sum.indices { sum[column] += (weights?[row] ?? 1) * values[column] }
        }
        if !labels.contains(Int32(cluster)) { hadEmptyCluster = true }
        if Self.length(sum) > 0 { centroids[cluster] = Self.unit(sum) }
      }
      updates += 1
      let next = bruteForceLabels(Matrix(rows), Matrix(centroids))
      if next == labels { break }
      labels = next
    }
    inertia = rows.indices.reduce(0) {
      let (row, centroid) = (rows[$1], centroids[Int(labels[$1])])
      return $0 + (weights?[$1] ?? 1) * 2 * (1 - zip(row, centroid).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  static func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  static func unit(_ row: [Double]) -> [Double] { row.map { $0 / length(row) } }
}
