import Clustering
import Foundation
import Matrices
import VectorFiles

/// One reference run: data, start, and what Lloyd's algorithm must do with them.
struct ReferenceRun: Decodable, Sendable, CustomStringConvertible {
  var name: String
  var k: Int
  var dtype: String
  var kind: String
  var tieSensitive: Bool
  var updates: Int
  var inertia: Double
  var trace: [Double]
  var seedingMedian: Double?

  var description: String { "\(name) k=\(k)" }

  static let all: [ReferenceRun] = {
    let data = FileManager.default.contents(atPath: resource("reference.json")) ?? Data()
    return (try? JSONDecoder().decode([ReferenceRun].self, from: data)) ?? []
  }()

  var points: NumericMatrix { get throws { try Self.points(of: name) } }

  static func points(of name: String) throws -> NumericMatrix {
    try VectorFileReader().read(resource("\(name)/X.npy")).points
  }

  var start: Matrix<Double> { get throws { try matrix("\(name)/k\(k).init.npy") } }
  var labels: [Int32] {
    get throws { try VectorFileReader().readLabels(resource("\(name)/k\(k).lloyd_labels.npy")).map(Int32.init) }
  }

  /// The tolerance of issue and architecture for traces.
  func traceTolerance(at value: Double, rows: Int, columns: Int, largest: Double) -> Double {
    let relative = kind == "nasty" ? 1e-6 : dtype == "float64" ? 1e-9 : 1e-8
    let quantum = 0x1p-52 * largest
    return relative * value + 1e-13 * trace[0] + Double(rows * columns) * quantum * quantum
  }
}

func matrix(_ path: String) throws -> Matrix<Double> {
  try VectorFileReader().read(resource(path)).points.inDoublePrecision
}

extension KMeans {
  func fitted(to points: NumericMatrix, weights: [Double]? = nil) throws -> KMeansModel {
    switch points {
    case .float(let points): try fitted(to: points, weights: weights)
    case .double(let points): try fitted(to: points, weights: weights)
    }
  }

  func with(_ change: (inout KMeans) -> Void) -> KMeans {
    var copy = self
    change(&copy)
    return copy
  }
}
