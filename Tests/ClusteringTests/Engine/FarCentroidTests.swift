import Matrices
import TesseraKernels
import Testing

@testable import Clustering

/// Centroids beyond what Float can hold: a diverging solver's, on the way to its error.
struct FarCentroidTests {
  @Test(arguments: AssignmentPath.allCases)
  func aWildLearningRateDivergesOnEveryPath(_ path: AssignmentPath) throws {
    for set in InstructionSet.available where Kernels(set).has(path) {
      for (columns, rate) in [(3, 1e22), (3, 1e50), (40, 1e22), (40, 1e50), (40, 1e120)] {
        let kmeans = KMeans(clusterCount: 16).with {
          $0.solver = .gradientDescent(learningRate: rate)
          $0.assignmentPath = path
          $0.instructionSet = set
        }
        let points = randomMatrix(200, columns, seed: 1)
        #expect(throws: ClusteringError.diverged(step: 1), "\(set), \(columns) columns, \(rate)") {
          try kmeans.fitted(to: points)
        }
      }
    }
  }

  /// A centroid goes away as far as `distance` and halves its way back, until it takes a row again.
  @Test(arguments: [1e12, 1e15, 1e25, 1e37, 3e38, 1e40, 1e60, 1e150])
  func whoComesBackFromAfarTakesItsRowsAgain(_ distance: Double) throws {
    for columns in [1, 5, 14, 40] {
      let scaled = try ScaledPoints(randomMatrix(70, columns, seed: 3), weights: nil)
      let definition = BruteForce(scaled)
      let home = randomMatrix(16, columns, seed: 4).elements
      for set in InstructionSet.available {
        for path in [EnginePath.exact, .lanes, .blocks, .tile, .short, .narrow] {
          if path == .blocks && columns > RowBlocks.mostDimensions { continue }
          if path == .lanes && columns > LaneCentroids.mostDimensions { continue }
          if path == .short && !Kernels(set).hasShortCentroids { continue }
          if path == .narrow && !Kernels(set).hasNarrowRows { continue }
          let engine = AssignmentEngine(
            scaled, clusterCount: 16, path: path, kernels: Kernels(set), parallel: ParallelRows(threads: 1))
          var away = distance
          for step in 0..<40 {
            // Every other centroid: all but movers and the farthest must notice.
            let offset = step == 0 ? 0 : away
            let centroids = home.indices.map { $0 / columns % 2 == 0 ? home[$0] : home[$0] + offset }
            engine.move(to: centroids)
            _ = engine.relabel()
            #expect(
              engine.labels == definition.nearest(centroids).labels,
              "\(columns) columns, \(path), \(set), step \(step), \(offset) away")
            away = step < 20 ? away / 2 : step < 38 ? away / 1e9 : 0
          }
        }
      }
    }
  }
}
