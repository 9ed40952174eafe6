internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// The file of `fit -o`.
struct ModelOutput {
  let model: KMeansModel
  let options: KMeans
  let points: Points

  private var centroids: Matrix<Double> { points.restored(model.centroids) }

  static func isSupported(_ path: String) -> Bool {
    ModelFile.isSafeTensors(path) || isTable(path) || path.lowercased().hasSuffix(".npy")
  }

  private static func isTable(_ path: String) -> Bool { path.lowercased().hasSuffix(".csv") }

  /// Writes the whole model as safetensors, or the centroids in the type of the data (float32 for integers) and in its
  /// units as `.npy`, or as a table with the names of the columns.
  func write(to path: String) throws(VectorFileError) {
    if ModelFile.isSafeTensors(path) {
      var file = ModelFile(model, from: options)
      if points.data.hasNames { file.columns = points.data.columns.map(\.title) }
      if let scaling = points.scaling { file = file.scaled(by: scaling) }
      try file.write(to: path)
    } else if Self.isTable(path) {
      try CSVFile.write(centroids, headings: points.data.hasNames ? points.data.columns.map(\.title) : [], to: path)
    } else if points.data.elementType == .float64 {
      try NumPyFile.write(centroids, to: path)
    } else {
      try NumPyFile.write(centroids.converted(to: Float.self), to: path)
    }
  }
}
