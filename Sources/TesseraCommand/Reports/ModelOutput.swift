internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// The file of `fit -o`.
struct ModelOutput {
  let model: KMeansModel
  let options: KMeans
  let points: Points

  static func isSupported(_ path: String) -> Bool {
    ModelFile.isSafeTensors(path) || path.lowercased().hasSuffix(".npy")
  }

  /// Writes the whole model as safetensors, or the centroids in the type of the data (float32 for integers) as `.npy`.
  func write(to path: String) throws(VectorFileError) {
    if ModelFile.isSafeTensors(path) {
      var file = ModelFile(model, from: options)
      if points.data.hasNames { file.columns = points.data.columns.map(\.title) }
      try file.write(to: path)
    } else if points.data.elementType == .float64 {
      try NumPyFile.write(model.centroids, to: path)
    } else {
      try NumPyFile.write(model.centroids.converted(to: Float.self), to: path)
    }
  }
}
