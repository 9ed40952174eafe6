import Clustering
import Matrices
import TesseraKernels
import Testing

/// Forcing a path: who has it, what is reported, what it cannot change.
struct AssignmentPathTests {
  @Test(arguments: [AssignmentPath.int8, .int16])
  func fewBitsNeedAnInstructionSetThatMultipliesThem(_ path: AssignmentPath) throws {
    let points = randomMatrix(40, 3, seed: 1)
    for set in InstructionSet.available {
      let kmeans = KMeans(clusterCount: 4).with {
        $0.assignmentPath = path
        $0.instructionSet = set
      }
      if Kernels(set).has(path) {
        #expect(try kmeans.fitted(to: points).trace.allSatisfy { $0.path == path }, "\(set)")
      } else {
        #expect(throws: ClusteringError.pathNotAvailable(path), "\(set)") { try kmeans.fitted(to: points) }
      }
    }
    #expect(!Kernels(.scalar).has(path))
    #expect("\(ClusteringError.pathNotAvailable(path))".contains("no path \(path)"))
  }

  @Test(arguments: [AssignmentPath.float64, .float32])
  func theOthersAreEverywhereAndReported(_ path: AssignmentPath) throws {
    for (columns, count) in [(1, 1), (3, 5), (40, 20)] {
      for set in InstructionSet.available {
        let kmeans = KMeans(clusterCount: count).with {
          $0.assignmentPath = path
          $0.instructionSet = set
        }
        let trace = try kmeans.fitted(to: randomMatrix(60, columns, seed: 2)).trace
        #expect(trace.allSatisfy { $0.path == path }, "\(columns) columns, \(set)")
      }
    }
  }

  @Test(arguments: [nil] + AssignmentPath.allCases.map(Optional.some))
  func rowsAreCertifiedOrTouchedOrChallenged(_ path: AssignmentPath?) throws {
    if let path, !Kernels(.best).has(path) { return }
    let points = blobs(20, rowsPerBlob: 12, columns: 16, seed: 3)
    let trace = try KMeans(clusterCount: 20).with {
      $0.assignmentPath = path
      $0.seed = 4
      $0.initializer = .random
    }.fitted(to: points).trace
    #expect(trace[0].touched == points.rows && trace[0].certifiedFraction == 0)
    #expect(trace.count > 2)
    for entry in trace {
      let certified = Int((entry.certifiedFraction * Double(points.rows)).rounded())
      let touched = try #require(entry.touched)
      #expect(touched >= 0 && certified + touched <= points.rows, "update \(entry.iteration)")
    }
    #expect(trace.dropFirst().contains { $0.touched.map { $0 < points.rows } ?? false })
  }

  /// Data on which eight bits prove nothing: the engine leaves them, a forced path stays.
  @Test func aPathOfItsOwnChoiceIsLeftWhereItIsTooCoarse() throws {
    guard Kernels(.best).hasNarrowRows else { return }
    // All rows but one within a hundred-thousandth of each other.
    let points = randomMatrix(300, 20, seed: 5).mapped { 1 + 1e-5 * $0 }.settingFirstRow(to: 100)
    let kmeans = KMeans(clusterCount: 24).with { $0.seed = 6 }
    let chosen = try kmeans.fitted(to: points)
    #expect(chosen.trace.allSatisfy { $0.path == .float32 })
    let forced = try kmeans.with { $0.assignmentPath = .int8 }.fitted(to: points)
    #expect(forced.trace.allSatisfy { $0.path == .int8 })
    #expect(Fingerprint(chosen) == Fingerprint(forced))
  }
}

extension Kernels {
  /// Whether problems of any small size can take the path.
  func has(_ path: AssignmentPath) -> Bool {
    switch path {
    case .float64, .float32: true
    case .int16: hasShortCentroids
    case .int8: hasNarrowRows
    }
  }
}

extension Matrix {
  fileprivate func settingFirstRow(to value: Scalar) -> Matrix {
    Matrix(
      rows: rows, columns: columns, elements: Array(repeating: value, count: columns) + elements.dropFirst(columns))
  }
}
