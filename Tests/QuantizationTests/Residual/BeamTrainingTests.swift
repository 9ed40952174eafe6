import Clustering
import Matrices
import TesseraKernels
import Testing

@testable import Quantization

/// Levels are trained on what all sequences of the beam leave over.
struct BeamTrainingTests {
  /// 10 leaves 1 behind 9 and 2 behind 8; 4 leaves -4 and -5: the nearest first.
  @Test func everySequenceLeavesARow() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[9], [8]]], beamWidth: 2)
    let points: Matrix<Float> = [[10], [4]]
    let beams = BeamResiduals(of: .float(points), by: quantizer, weights: [3, 0.5], most: 2, ParallelRows(threads: 1))
    #expect(beams.points == .float([[1], [2], [-4], [-5]]))
    #expect(beams.weights == [3, 3, 0.5, 0.5])
  }

  /// Two codes have two sequences, however wide the beam.
  @Test func thereAreNoMoreSequencesThanCodes() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[0], [10]]], beamWidth: 5)
    let beams = BeamResiduals(of: .double([[1]]), by: quantizer, weights: nil, most: 5, ParallelRows(threads: 1))
    #expect(beams.points == .double([[1], [-9]]))
  }

  /// The first level is the same for the training on the best sequences and for that on beams.
  @Test func theFirstLevelIsFittedOnce() throws {
    let points = NumericMatrix.float(randomPoints(rows: 200, columns: 3, seed: 5))
    var begun: [Int] = []
    _ = try ResidualQuantizer.trained(
      on: points, levels: 2, by: KMeans(clusterCount: 4), refinements: 0,
      progress: { level, entry in if entry.iteration == 0 { begun.append(level) } })
    #expect(begun == [0, 1, 1])
  }

  /// Clusters far apart: what other sequences than the best leave over leads nowhere.
  @Test func clustersAreTrainedOnTheBestSequences() throws {
    for seed in UInt64(0)..<4 {
      try train(.float(randomPoints(rows: 400, columns: 6, seed: seed)), codes: 8) { model in
        #expect(model.labels.count == 400, "seed \(seed)")
      }
    }
  }

  /// Noise of many dimensions: what a row might become is worth knowing.
  @Test func noiseIsTrainedOnWholeBeams() throws {
    var generator = SeededGenerator(seed: 1)
    let points = Matrix<Float>(rows: 600, columns: 64) { target in
      for index in target.indices { target[index] = Float(generator.index(below: 4096)) }
    }
    try train(.float(points), codes: 32) { model in #expect(model.labels.count == 5 * 600) }
  }

  /// `last` hears of the last level's fit.
  private func train(_ points: NumericMatrix, codes: Int, last: (KMeansModel) -> Void) throws {
    _ = try ResidualQuantizer.trained(
      on: points, levels: 4, by: KMeans(clusterCount: codes), refinements: 0,
      finished: { level, model in if level == 3 { last(model) } })
  }

  /// From given starts, a row of weight 3 is three rows.
  @Test func weightsAreRepeatedRows() throws {
    for seed in UInt64(0)..<6 {
      let points = randomPoints(rows: 90, columns: 4, seed: seed)
      let weights = (0..<90).map { Double($0 % 4) }
      let repeated = points.selectingRows((0..<90).flatMap { Array(repeating: $0, count: $0 % 4) })
      // (No code may end without rows: which ones would take its place would be another matter.)
      let around: Matrix<Double> = [[0, 0, 0, 0], [1, 0, 0, 0], [-1, 0, 0, 0], [0, 1, 0, 0], [0, -1, 0, 0]]
      let starts = [points.selectingRows([1, 2, 3, 5, 6]).converted(to: Double.self), around, around]
      func train(_ points: Matrix<Float>, _ weights: [Double]?) throws -> ResidualQuantizer {
        try .trained(
          on: .float(points), levels: 3, by: KMeans(clusterCount: 5), weights: weights, beamWidth: 3, from: starts)
      }
      let (weighted, plain) = (try train(points, weights), try train(repeated, nil))
      for (a, b) in zip(weighted.codebooks, plain.codebooks) {
        for row in 0..<5 {
          for (a, b) in zip(a.row(row), b.row(row)) { #expect((a - b).magnitude < 1e-9, "seed \(seed)") }
        }
      }
    }
  }

  /// Powers of two: down to where squares are nothing.
  @Test(arguments: [400, -600]) func unitsDoNotMatter(exponent: Int) throws {
    let points = randomPoints(rows: 200, columns: 4, seed: 3).converted(to: Double.self)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let scaled = Matrix<Double>(rows: 200, columns: 4) { target in
      for index in target.indices { target[index] = points[index / 4, index % 4] * unit }
    }
    let here = try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 6))
    let there = try ResidualQuantizer.trained(on: scaled, levels: 3, by: KMeans(clusterCount: 6))
    for (a, b) in zip(here.codebooks, there.codebooks) {
      for row in 0..<6 { #expect(a.row(row).map { $0 * unit } == b.row(row)) }
    }
  }

  @Test func uselessWeightsAreRefused() throws {
    let points: NumericMatrix = .double([[0], [1], [2]])
    for weights in [[1.0, 2], [0, 0, 0], [1, .nan, 1], [1, -1, 1]] {
      #expect(throws: ClusteringError.self) {
        try ResidualQuantizer.trained(on: points, levels: 1, by: KMeans(clusterCount: 2), weights: weights)
      }
      #expect(throws: ClusteringError.self) {
        try OptimizedProductQuantizer.trained(on: points, parts: 1, by: KMeans(clusterCount: 2), weights: weights)
      }
    }
  }
}
