internal import Clustering
internal import Matrices
internal import QuestionData
internal import TesseraKernels
internal import VectorFiles

/// One fit of the question's data in every way that this machine has.
struct SelfTest {
  struct Check {
    let instructionSet: InstructionSet
    let path: AssignmentPath
    let threads: Int
    /// Whether labels, centroids and inertia have the bits of the plain way: Doubles, no vectors, one thread.
    let agrees: Bool
  }

  /// All of them, in order; ways that an instruction set lacks are left out.
  func checks() throws -> [Check] {
    let points: Matrix<Float> = try QuestionData.points().converted()
    let start = try QuestionData.startCentroids()
    func fitted(_ set: InstructionSet, _ path: AssignmentPath, _ threads: Int) throws(ClusteringError) -> KMeansModel {
      var kMeans = KMeans(clusterCount: start.rows)
      kMeans.initializer = .given(start)
      (kMeans.instructionSet, kMeans.assignmentPath, kMeans.threadCount) = (set, path, threads)
      return try kMeans.fitted(to: points)
    }
    func fittedIfPossible(_ set: InstructionSet, _ path: AssignmentPath, _ threads: Int) throws -> KMeansModel? {
      do {
        return try fitted(set, path, threads)
      } catch {
        if case .pathNotAvailable = error { return nil }
        throw error
      }
    }
    let plain = try fitted(.scalar, .float64, 1)
    var checks: [Check] = []
    for set in InstructionSet.available {
      for path in AssignmentPath.allCases {
        for threads in Set([1, 2, ParallelRows.processorCount]).sorted() {
          guard let model = try fittedIfPossible(set, path, threads) else { continue }
          let agrees =
            model.labels == plain.labels && model.centroids == plain.centroids && model.inertia == plain.inertia
            && model.iterations == plain.iterations
          checks.append(Check(instructionSet: set, path: path, threads: threads, agrees: agrees))
        }
      }
    }
    return checks
  }
}
