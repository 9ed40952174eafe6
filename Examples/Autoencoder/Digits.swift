import Autograd
import Clustering
import Matrices
import VectorFiles

/// Handwritten digits, 8 x 8 pixels of 0 to 1; every fifth is kept apart for testing.
struct Digits {
  /// [images, 64].
  let training: Tensor<Float>
  let test: Tensor<Float>
  /// All images, in the file's order, and which digits they show.
  let all: Tensor<Float>
  let labels: [Int]

  init() throws {
    let pixels = try Self.read("digits").points.inDoublePrecision
    let all = Tensor<Float>(pixels.elements.map { Float($0 / 16) }, shape: [pixels.rows, pixels.columns])
    let places = 0..<pixels.rows
    training = all.selectingRows(places.filter { $0 % 5 != 4 })
    test = all.selectingRows(places.filter { $0 % 5 == 4 })
    self.all = all
    labels = try Self.read("digits_labels").points.inDoublePrecision.elements.map { Int($0) }
  }

  private static func read(_ name: String) throws -> VectorData {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    return try VectorFileReader().read("\(folder)/Data/\(name).npy")
  }
}

extension Tensor<Float> {
  /// The mean squared difference per pixel.
  func meanSquaredError(from other: Tensor) -> Double { Double(squaredError(from: other).item) }
}
