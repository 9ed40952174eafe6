import Autograd
import Matrices
import VectorFiles

/// What PyTorch computed.
enum Reference {
  static func values(_ name: String) throws -> [Double] { try matrix(name).elements }

  static func matrix(_ name: String) throws -> Matrix<Double> {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return try VectorFileReader().read("\(folder)/Reference/\(name).npy").points.inDoublePrecision
  }

  /// The largest difference relative to the expected value; infinite for other counts.
  static func relativeDifference(_ values: [Double], _ expected: [Double]) -> Double {
    guard values.count == expected.count else { return .infinity }
    return zip(values, expected).map { (($0 - $1) / $1).magnitude }.max() ?? .infinity
  }

  /// The largest difference.
  static func difference(_ values: [Double], _ expected: [Double]) -> Double {
    guard values.count == expected.count else { return .infinity }
    return zip(values, expected).map { ($0 - $1).magnitude }.max() ?? .infinity
  }
}
