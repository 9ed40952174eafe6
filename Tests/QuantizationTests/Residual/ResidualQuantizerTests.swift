import CQuantizerKernels
import Clustering
import Matrices
import TesseraKernels
import Testing

@testable import Quantization

struct ResidualQuantizerTests {
  /// 10 is nearest to 9, which leaves 1, and 1 is 1 away from 0 and 2; but 8 and 2 are 10 exactly.
  @Test func aBeamFindsWhatGreedMisses() throws {
    var quantizer = try ResidualQuantizer(codebooks: [[[9], [8]], [[0], [2]]], beamWidth: 1)
    let points: Matrix<Double> = [[10]]
    #expect(try quantizer.encode(points).values == [0, 0])
    #expect(try quantizer.distortion(of: points) == 1)
    quantizer.beamWidth = 2
    #expect(try quantizer.encode(points).values == [1, 1])
    #expect(try quantizer.decode(quantizer.encode(points)) == [[10]])
  }

  /// Against all sequences one by one, for every instruction set, in Float and Double, near and far from the origin, with and without the
  /// table of products.
  @Test func codesAreThoseOfAPlainSearch() throws {
    for seed in UInt64(0)..<60 {
      var generator = SeededGenerator(seed: seed)
      let d = 1 + generator.index(below: 21)
      let levels = 1 + generator.index(below: 4)
      let beam = [1, 2, 3, 5, 17][generator.index(below: 5)]
      let far = seed % 3 == 0 ? 1e5 : 0
      let size = seed % 5 == 0 ? 0x1p600 : 1
      let codebooks = (0..<levels).map { level in
        Matrix<Double>(
          rows: 1 + generator.index(below: 40), columns: d
        ) { target in
          for index in target.indices {
            target[index] = size * (Double(generator.index(below: 16)) + (level == 0 ? far : 0))
          }
        }
      }
      let points = Matrix<Double>(rows: 37, columns: d) { target in
        for index in target.indices { target[index] = size * (Double(generator.index(below: 64)) / 2 + far) }
      }
      let quantizer = try ResidualQuantizer(codebooks: codebooks, beamWidth: beam)
      let beams = (0..<points.rows).map { plainCodes(points.row($0), codebooks, beam, unit: size) }
      let expected = beams.flatMap { $0[0] }
      #expect(try quantizer.encode(points, threadCount: 1).values == expected, "seed \(seed)")
      if size == 1 {
        #expect(try quantizer.encode(points.converted(to: Float.self)).values == expected, "seed \(seed)")
      }
      for set in InstructionSet.available {
        for hasProducts in [true, false] {
          let prepared = KernelLevels(codebooks, set, ParallelRows(threads: 2), makesProducts: hasProducts)
          #expect(
            prepared.encode(points, beam: beam, ParallelRows(threads: 2)) == expected,
            "seed \(seed), \(set), \(hasProducts)")
          #expect(
            prepared.encode(points, beam: beam, sequences: beams[0].count, ParallelRows(threads: 2))
              == beams.flatMap { $0.flatMap { $0 } }, "seed \(seed), \(set), \(hasProducts)")
        }
      }
    }
  }

  /// The sequences of a row's beam, the best first.
  private func plainCodes(_ row: [Double], _ codebooks: [Matrix<Double>], _ beam: Int, unit: Double) -> [[Int32]] {
    var kept: [(codes: [Int32], rest: [Double])] = [([], row)]
    for codebook in codebooks {
      var found: [(square: Double, parent: Int, code: Int)] = []
      for (parent, entry) in kept.enumerated() {
        for code in 0..<codebook.rows {
          // (Sums of these few small integers have no rounding: any order is the canonical one.)
          let square = zip(entry.rest, codebook.row(code)).reduce(0) { sum, pair in
            let difference = (pair.0 - pair.1) / unit
            return sum + difference * difference
          }
          found.append((square, parent, code))
        }
      }
      found.sort { $0 < $1 }
      kept = found.prefix(beam).map { entry in
        let parent = kept[entry.parent]
        return (parent.codes + [Int32(entry.code)], zip(parent.rest, codebook.row(entry.code)).map { $0 - $1 })
      }
    }
    return kept.map(\.codes)
  }

  @Test func aWiderBeamIsNoWorseInTheMean() throws {
    let points = randomPoints(rows: 300, columns: 6, seed: 4)
    var quantizer = try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 8), beamWidth: 1)
    let greedy = try quantizer.distortion(of: points)
    quantizer.beamWidth = 8
    #expect(try quantizer.distortion(of: points) <= greedy)
  }

  @Test func trainingIsKMeansOfWhatIsLeft() throws {
    let points = randomPoints(rows: 200, columns: 5, seed: 1)
    let kmeans = KMeans(clusterCount: 6)
    let quantizer = try ResidualQuantizer.trained(on: points, levels: 2, by: kmeans, beamWidth: 1, refinements: 0)
    let first = try kmeans.fitted(to: points)
    #expect(quantizer.codebooks[0] == first.centroids)
    let rest = Matrix<Float>(rows: 200, columns: 5) { target in
      for index in target.indices {
        let code = first.centroids[Int(first.labels[index / 5]), index % 5]
        target[index] = Float(Double(points[index / 5, index % 5]) - code)
      }
    }
    var next = kmeans
    next.seed = 1
    #expect(quantizer.codebooks[1] == (try next.fitted(to: rest).centroids))
  }

  @Test func refinementsOnlyImprove() throws {
    for seed in UInt64(0)..<8 {
      let points = randomPoints(rows: 300, columns: 6, seed: seed)
      func distortion(_ refinements: Int) throws -> Double {
        try ResidualQuantizer.trained(on: points, levels: 3, by: KMeans(clusterCount: 7), refinements: refinements)
          .distortion(of: points)
      }
      let (plain, refined) = (try distortion(0), try distortion(10))
      #expect(refined < plain, "seed \(seed)")
    }
  }

  @Test func mistakesAreNamed() throws {
    #expect(throws: QuantizationError.codebookColumns(level: 1, columns: 1, expected: 2)) {
      try ResidualQuantizer(codebooks: [[[0, 0]], [[0]]])
    }
    let quantizer = try ResidualQuantizer(codebooks: [[[0, 0]], [[1, 1]]])
    #expect(throws: ClusteringError.notFinite(row: 1, column: 0)) {
      try quantizer.encode([[0, 0], [.nan, 0]] as Matrix<Double>)
    }
    #expect(throws: ClusteringError.dimensionMismatch(points: 1, centroids: 2)) {
      try quantizer.encode([[0]] as Matrix<Double>)
    }
    #expect(throws: QuantizationError.rowCodeOutOfRange(row: 0, position: 1, code: 1, codeCount: 1)) {
      try quantizer.decode(Codes([0, 1], bits: [1, 1]))
    }
  }

  /// A row so far away that Float has no scores for it is compared in Double alone.
  @Test func rowsOutOfReachOfFloatAreExact() throws {
    let quantizer = try ResidualQuantizer(codebooks: [[[0], [1]], [[0], [1]]], beamWidth: 2)
    #expect(try quantizer.encode([[1e200], [-1e200], [2]] as Matrix<Double>).values == [0, 0, 0, 0, 1, 1])
  }
}
