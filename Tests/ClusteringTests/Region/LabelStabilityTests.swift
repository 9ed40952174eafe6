import Clustering
import Matrices
import TesseraKernels
import Testing

@Suite struct LabelStabilityTests {
  /// Centroids 0 and 10, rows at 1, 4, 4.9 and 9: the border is at 5, margins are 4, 1, 0.1 and 4.
  @Test func fourRowsOnALineByHand() throws {
    let points = Matrix<Double>([[1], [4], [4.9], [9]])
    let centroids = Matrix<Double>([[0], [10]])
    for source in LabelStability.Source.allCases {
      let found = try LabelStability(of: .double(points), at: centroids, noise: 0.5, in: source)
      #expect(found.labels == [0, 0, 0, 1])
      #expect(found.isCertified == [true, true, false, true])
      #expect(found.survival[0] == 1 && found.survival[2] < 1)
      #expect(found.certified == 3 && found.certifiedShare == 0.75)
      #expect(found.leastStable(5) == [2])
    }
    // Uniform in -0.5 ... 0.5: four of five samples stay below 0.1.
    let many = try LabelStability(of: .double(points), at: centroids, noise: 0.5, samples: 20_000)
    #expect((many.survival[2] - 0.6).magnitude < 0.02)
  }

  /// The border of a cell, not the margin, decides for moves of rows: (0, 100) lies 1 from the border between (-1, 0), (1, 0)
  /// shifted by 1, and its margin is a hundredth of that.
  @Test func theBorderOfTheCellCertifiesRows() throws {
    let points = Matrix<Double>([[-1, 100]])
    let centroids = Matrix<Double>([[-1, 0], [1, 0]])
    let rows = try LabelStability(of: .double(points), at: centroids, noise: 0.99)
    #expect(rows.isCertified == [true])
    #expect(try LabelStability(of: .double(points), at: centroids, noise: 1.01).isCertified == [false])
    let moved = try LabelStability(of: .double(points), at: centroids, noise: 0.99, in: .centroids)
    #expect(moved.isCertified == [false])
  }

  @Test(arguments: 0..<20) func certifiedLabelsSurviveAnyNoise(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let d = Int.random(in: 1...4, using: &generator)
    let points = Matrix<Double>(rows: 40, columns: d, elements: (0..<(40 * d)).map { _ in generator.signedUnit() })
    let centroids = Matrix<Double>(rows: 4, columns: d, elements: (0..<(4 * d)).map { _ in generator.signedUnit() })
    for source in LabelStability.Source.allCases {
      let found = try LabelStability(of: .double(points), at: centroids, noise: 0.1, in: source, samples: 20)
      for _ in 0..<20 {
        func noisy(_ matrix: Matrix<Double>) -> Matrix<Double> {
          Matrix(rows: matrix.rows, columns: d) { elements in
            for row in 0..<matrix.rows {
              let step = (0..<d).map { _ in generator.signedUnit() }
              let norm = step.reduce(0) { $0 + $1 * $1 }.squareRoot()
              for column in 0..<d { elements[row * d + column] = matrix[row, column] + 0.0999999 * step[column] / norm }
            }
          }
        }
        let labels =
          switch source {
          case .rows: try noisy(points).assigned(to: centroids).labels
          case .centroids: try points.assigned(to: noisy(centroids)).labels
          }
        for row in 0..<40 where found.isCertified[row] { #expect(labels[row] == found.labels[row], "seed \(seed)") }
      }
      for row in 0..<40 where found.isCertified[row] { #expect(found.survival[row] == 1) }
    }
  }

  @Test func threadsAndInstructionSetsDoNotMatter() throws {
    var generator = TestGenerator(seed: 3)
    let points = Matrix<Float>(rows: 300, columns: 3, elements: (0..<900).map { _ in Float(generator.signedUnit()) })
    let centroids = Matrix<Double>(rows: 5, columns: 3, elements: (0..<15).map { _ in generator.signedUnit() })
    let one = try LabelStability(of: .float(points), at: centroids, noise: 0.2, threadCount: 1, instructionSet: .scalar)
    #expect(try LabelStability(of: .float(points), at: centroids, noise: 0.2, threadCount: 3) == one)
    #expect(one.certified > 0 && one.certified < 300)
  }

  @Test func withoutNoiseOnlyTiesAreOpen() throws {
    let points = Matrix<Double>([[0], [5], [7]])
    let found = try LabelStability(of: .double(points), at: Matrix([[0], [10]]), noise: 0, in: .rows)
    #expect(found.isCertified == [true, false, true])
    #expect(found.survival == [1, 1, 1])
  }
}
