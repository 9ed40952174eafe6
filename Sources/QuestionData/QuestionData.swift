internal import CQuestionData
package import Matrices
package import VectorFiles

/// The data of the question's own run, embedded in the binary.
package enum QuestionData {
  /// The question's learning rate.
  package static let learningRate = 1e-5

  /// 1000 points, [1000, 200], uniform in [0, 1).
  package static func points() throws(VectorFileError) -> Matrix<Double> {
    try matrix(tessera_question_points(), "points.npy")
  }

  /// The 20 start centroids, [20, 200].
  package static func startCentroids() throws(VectorFileError) -> Matrix<Double> {
    try matrix(tessera_question_start_centroids(), "start_centroids.npy")
  }

  /// The rows of each of the 4001 steps, 100 a step, drawn with replacement.
  package static func batches() throws(VectorFileError) -> [[Int32]] {
    let rows = try matrix(tessera_question_batches(), "batches.npy")
    return (0..<rows.rows).map { rows.row($0).map { Int32($0) } }
  }

  private static func matrix(_ file: tessera_embedded_file, _ name: String) throws(VectorFileError) -> Matrix<Double> {
    let bytes = UnsafeRawBufferPointer(start: file.bytes, count: file.count)
    return try VectorFileReader().read(borrowing: bytes, named: name).points.inDoublePrecision
  }
}
