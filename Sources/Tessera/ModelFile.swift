public import Matrices
public import VectorFiles

/// Centroids in a file, with a few strings about how they came about.
///
/// ```swift
/// let model = try kmeans.fitted(to: data.points)
/// try ModelFile(model, from: kmeans).write(to: "model.safetensors")
/// let labels = try points.assigned(to: ModelFile(contentsOf: "model.safetensors").centroids).labels
/// ```
///
/// A `.safetensors` file holds the tensor `centroids`, float64, [clusterCount, dimensions], and the metadata: assigning
/// the training points to it gives back the labels of the fit, bit by bit.
public struct ModelFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.kmeans/1"

  /// [clusterCount, dimensions], finite.
  public var centroids: Matrix<Double>
  /// Strings by key; empty for a model that was read from `.npy` or text.
  public var metadata: [SafeTensorsFile.Key: String]

  public init(centroids: Matrix<Double>, metadata: [SafeTensorsFile.Key: String] = [:]) {
    self.centroids = centroids
    self.metadata = metadata
  }

  /// Reads a model: safetensors where the name ends in `.safetensors`, else a matrix (`.npy`, text), one centroid per row.
  ///
  /// - Throws: ``VectorFiles/VectorFileError``; also where the tensor `centroids` is missing, empty or not finite.
  public init(contentsOf path: String) throws(VectorFileError) {
    guard Self.isSafeTensors(path) else {
      var reader = VectorFileReader()
      reader.table.leavesColumnsAside = false
      let data = try reader.read(path)
      self.init(centroids: data.points.inDoublePrecision)
      if data.hasNames { columns = data.columns.map(\.title) }
      return
    }
    let file = try SafeTensorsFile(contentsOf: path)
    guard let tensor = file.tensors["centroids"], tensor.shape.count == 2, let matrix = tensor.matrix else {
      throw Self.unusable(
        path, "there is no tensor “centroids” of shape (clusters, dimensions) and a type of floating point")
    }
    let centroids = matrix.inDoublePrecision
    guard centroids.rows > 0, centroids.columns > 0 else { throw Self.unusable(path, "the model has no centroids") }
    if let index = centroids.elements.firstIndex(where: { !$0.isFinite }) {
      throw VectorFileError(
        kind: .badData, path: path, location: .row(index / centroids.columns, column: index % centroids.columns),
        problem: "the centroid is not finite", advice: "write the model again with tessera fit")
    }
    self.init(centroids: centroids, metadata: file.metadata)
  }

  /// Writes the model as safetensors, whole or not at all.
  public func write(to path: String) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = metadata
    file.tensors["centroids"] = SafeTensorsFile.Tensor(centroids)
    try file.write(to: path)
  }

  /// Whether a path names a safetensors file.
  public static func isSafeTensors(_ path: String) -> Bool { path.lowercased().hasSuffix(".safetensors") }

  private static func unusable(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .file, problem: problem,
      advice: "use a model that tessera fit wrote")
  }
}
