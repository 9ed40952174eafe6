public import Clustering
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
/// the training points to it gives back the labels of the fit, bit by bit. Where the columns were scaled, it holds
/// the tensors `scaledCentroids`, `columnOffsets` and `columnScales` too, and the metadata's `scaling` names the method.
public struct ModelFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.kmeans/1"

  /// [clusterCount, dimensions], finite.
  public var centroids: Matrix<Double>
  /// How the columns of the points were brought to a common scale, if they were; ``centroids`` are in their own units.
  public private(set) var scaling: ColumnScaling?
  /// The centroids that points have to be compared with: on the common scale, if there is one (`applied(to:)` brings points
  /// there), bit by bit as they were fitted.
  public var scaledCentroids: Matrix<Double> { fittedCentroids ?? centroids }
  private var fittedCentroids: Matrix<Double>?
  /// Those of the step before, on the common scale if there is one, where ``next(after:)`` made the model.
  public internal(set) var previousCentroids: Matrix<Double>?
  /// Strings by key; empty for a model that was read from `.npy` or text.
  public var metadata: [SafeTensorsFile.Key: String]

  public init(centroids: Matrix<Double>, metadata: [SafeTensorsFile.Key: String] = [:]) {
    self.centroids = centroids
    self.metadata = metadata
  }

  /// Reads a model: the tensors of a safetensors file or the centroids of an index of faiss, told by their content, else a matrix
  /// (`.npy`, text), one centroid per row.
  ///
  /// - Parameter tableLoader: reads Parquet, too.
  /// - Throws: ``/VectorFiles/VectorFileError``; also where the tensor `centroids` is missing, empty or not finite, or the
  ///   model is of another kind or version.
  public init(contentsOf path: String, tableLoader: (any TableLoader)? = nil) throws(VectorFileError) {
    try self.init(contentsOf: path, rows: nil, tableLoader: tableLoader)
  }

  /// - Parameter rows: how many centroids there are, where that is known: it tells headings that are numbers from a row.
  package init(
    contentsOf path: String, rows: Int?, tableLoader: (any TableLoader)? = nil
  ) throws(VectorFileError) {
    var reader = VectorFileReader()
    reader.tableLoader = tableLoader
    reader.table.leavesColumnsAside = false
    reader.table.rows = rows
    let file: SafeTensorsFile
    switch try reader.readModel(path) {
    case .tensors(let tensors): file = tensors
    case .index(let index):
      try self.init(index, path: path)
      return
    case .matrix(let data):
      self.init(centroids: data.points.inDoublePrecision)
      if data.hasNames { columns = data.columns.map(\.title) }
      return
    }
    if file.metadata["format"] == MixtureFile.format {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: "the model is a mixture, which has more than centroids",
        advice: "tessera assign reads it; here, use a model that tessera fit wrote")
    }
    if let format = file.metadata["format"], let use = Self.uses[format] {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: "this is no model: its format is \(format)", advice: use)
    }
    if let format = file.metadata["format"], format.hasPrefix("tessera."), format != Self.format {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "the model's format is \(format), and this version reads \(Self.format)",
        advice:
          "read it by the version of tessera that wrote it\(file.metadata["version"].map { " (\($0))" } ?? ""), or write it again"
      )
    }
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
    if case .double(let previous)? = file.tensors["previousCentroids"]?.matrix, previous.rows == centroids.rows,
      previous.columns == centroids.columns, previous.elements.allSatisfy(\.isFinite)
    {
      previousCentroids = previous
    }
    if let name = file.metadata["metric"], Metric(rawValue: name) == nil {
      throw Self.unusable(path, "its metric is “\(name)”, which this version does not know")
    }
    if let name = file.metadata["missingValues"], MissingValues(rawValue: name) == nil {
      throw Self.unusable(path, "its way with missing values is “\(name)”, which this version does not know")
    }
    guard knownCentroidKind != nil else {
      throw Self.unusable(
        path, "its centroids are of a kind that this version does not know: “\(file.metadata["centroid"] ?? "")”")
    }
    guard let method = file.metadata["scaling"] else { return }
    guard let method = ColumnScaling.Method(rawValue: method),
      case .double(let fitted)? = file.tensors["scaledCentroids"]?.matrix, fitted.columns == centroids.columns,
      fitted.rows == centroids.rows, fitted.elements.allSatisfy(\.isFinite),
      let offsets = Self.row(file.tensors["columnOffsets"], centroids.columns),
      let scales = Self.row(file.tensors["columnScales"], centroids.columns), scales.allSatisfy({ $0 > 0 })
    else { throw Self.unusable(path, "the scaling of its columns is incomplete or not usable") }
    scaling = ColumnScaling(method, offsets: offsets, scales: scales)
    fittedCentroids = fitted
  }

  /// The model of a fit to scaled points, with the scaling: its centroids become those in the units of the points.
  public func scaled(by scaling: ColumnScaling) -> ModelFile {
    var file = self
    file.scaling = scaling
    file.fittedCentroids = centroids
    file.centroids = scaling.restored(centroids)
    file.metadata["scaling"] = scaling.method.rawValue
    return file
  }

  /// Finite numbers, one per column.
  private static func row(_ tensor: SafeTensorsFile.Tensor?, _ columns: Int) -> [Double]? {
    guard let tensor, tensor.shape == [1, columns], let row = tensor.matrix?.inDoublePrecision.elements else {
      return nil
    }
    return row.allSatisfy(\.isFinite) ? row : nil
  }

  /// Writes the model as safetensors, whole or not at all.
  public func write(to path: String) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = metadata
    file.tensors["centroids"] = SafeTensorsFile.Tensor(centroids)
    if let previousCentroids { file.tensors["previousCentroids"] = SafeTensorsFile.Tensor(previousCentroids) }
    if let scaling, let fittedCentroids {
      let columns = centroids.columns
      file.tensors["scaledCentroids"] = SafeTensorsFile.Tensor(fittedCentroids)
      for (name, row) in [("columnOffsets", scaling.offsets), ("columnScales", scaling.scales)] {
        file.tensors[SafeTensorsFile.Key(name)] = SafeTensorsFile.Tensor(
          Matrix(rows: 1, columns: columns, elements: row))
      }
    }
    try file.write(to: path)
  }

  /// Whether a path names a safetensors file.
  public static func isSafeTensors(_ path: String) -> Bool { path.lowercased().hasSuffix(".safetensors") }

  /// What other files of ours are for, by their format.
  private static let uses: [String: String] = [
    CheckpointFile.format: "go on from it by tessera fit --resume, which writes the model",
    PartialFile.format: "add it to the others by tessera merge, which writes the model",
    PartialStartFile.format: "add it to the others by tessera merge, which writes the model",
    CodebookFile.format: "encode, decode, search and export by it (--codebook), or use a model that tessera fit wrote",
    StartFile.format: "go on from it by tessera partial and tessera merge, which write the model",
  ]

  private static func unusable(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .file, problem: problem,
      advice: "use a model that tessera fit wrote")
  }
}
