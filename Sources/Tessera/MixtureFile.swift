internal import Clustering
public import Matrices
public import Mixtures
public import VectorFiles

/// A mixture, or soft or fuzzy clusters, in a file.
///
/// ```swift
/// try MixtureFile(.gaussian(model)).write(to: "mixture.safetensors")
/// let file = try MixtureFile(contentsOf: "mixture.safetensors")
/// let labels = try file.labels(of: data.points)
/// ```
///
/// A `.safetensors` file holds the tensors `weights` [k], `means` [k, dimensions] and, of a Gaussian mixture, `covariances`
/// (full [k, d, d], tied [d, d], diagonal [k, d], spherical [k]), all float64, and the metadata `kind` (gaussian, soft, fuzzy)
/// with `covariance`, `stiffness` or `fuzzifier`.
public struct MixtureFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.mixture/1"

  /// What is in it.
  public enum Content: Sendable, Equatable {
    case gaussian(MixtureModel)
    case soft(SoftClusters)
  }

  public var content: Content
  /// The names of the columns, if they have some.
  public var columns: [String]?

  public init(_ content: Content, columns: [String]? = nil) { (self.content, self.columns) = (content, columns) }

  /// [components, dimensions], in units of the data.
  public var means: Matrix<Double> {
    switch content {
    case .gaussian(let model): model.means
    case .soft(let clusters): clusters.centroids
    }
  }

  /// The most probable component of each row; of soft and fuzzy clusters the nearest.
  public func labels(
    of points: NumericMatrix, options: MixtureOptions = MixtureOptions()
  ) throws(MixtureError) -> [Int32] {
    switch content {
    case .gaussian(let model): return try model.assigned(points, options: options).labels
    case .soft(let clusters):
      do {
        return try points.assigned(
          to: clusters.centroids, threadCount: options.threadCount, instructionSet: options.instructionSet
        ).labels
      } catch { throw .data(error) }
    }
  }
}

extension MixtureFile {
  /// Writes it as safetensors, whole or not at all.
  public func write(to path: String) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = ["format": Self.format, "version": TesseraVersion.current]
    if let columns { file.metadata["columns"] = JSONValue.array(columns.map { .string($0) }).text }
    file.tensors["means"] = .init(means)
    func tensor(_ shape: [Int], _ elements: [Double]) -> SafeTensorsFile.Tensor {
      let matrix = Matrix(rows: 1, columns: elements.count, elements: elements)
      return .init(elementType: .float64, shape: shape, bytes: SafeTensorsFile.Tensor(matrix).bytes)
    }
    switch content {
    case .gaussian(let model):
      file.metadata["kind"] = "gaussian"
      file.metadata["covariance"] = model.covariance.rawValue
      file.metadata["logLikelihood"] = String(model.logLikelihood)
      file.metadata["rows"] = String(model.rowCount)
      file.metadata["iterations"] = String(model.iterations)
      file.metadata["stopReason"] = model.stopReason.rawValue
      file.tensors["weights"] = tensor([model.weights.count], model.weights)
      let shape = model.covariance.shape(components: model.means.rows, dimensions: model.means.columns)
      file.tensors["covariances"] = tensor(shape, model.covariances)
    case .soft(let clusters):
      switch clusters.rule {
      case .shares(let stiffness):
        file.metadata["kind"] = "soft"
        file.metadata["stiffness"] = String(stiffness)
      case .powers(let fuzzifier):
        file.metadata["kind"] = "fuzzy"
        file.metadata["fuzzifier"] = String(fuzzifier)
      }
      file.metadata["objective"] = String(clusters.objective)
      file.metadata["iterations"] = String(clusters.iterations)
      file.metadata["stopReason"] = clusters.stopReason.rawValue
      file.tensors["weights"] = tensor([clusters.centroids.rows], clusters.masses)
    }
    try file.write(to: path)
  }

  /// Whether a file is one of these, by its name and its metadata.
  public static func isMixture(_ path: String) -> Bool {
    guard ModelFile.isSafeTensors(path), let file = try? SafeTensorsFile(contentsOf: path) else { return false }
    return file.metadata["format"] == format
  }

  /// Reads it.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError``; also where a tensor is missing, of another shape or not finite, a weight or a
  ///   variance is not positive, or the file is of another format.
  public init(contentsOf path: String) throws(VectorFileError) {
    let file = try SafeTensorsFile(contentsOf: path)
    func unusable(_ problem: String) -> VectorFileError {
      VectorFileError(
        kind: .badData, path: path, location: .file, problem: problem, advice: "use a model that tessera mixture wrote")
    }
    func elements(_ name: String, _ shape: [Int]) throws(VectorFileError) -> [Double] {
      guard let tensor = file.tensors[SafeTensorsFile.Key(name)], tensor.elementType == .float64, tensor.shape == shape,
        let matrix = SafeTensorsFile.Tensor(
          elementType: .float64, shape: [shape.reduce(1, *)], bytes: tensor.bytes
        ).matrix?.inDoublePrecision, matrix.elements.allSatisfy(\.isFinite)
      else { throw unusable("there is no tensor “\(name)” of shape \(shape) of finite float64") }
      return matrix.elements
    }
    guard file.metadata["format"] == Self.format else { throw unusable("it is no \(Self.format)") }
    guard case .double(let means)? = file.tensors["means"]?.matrix, means.rows > 0, means.columns > 0,
      means.elements.allSatisfy(\.isFinite), file.tensors["means"]?.shape.count == 2
    else { throw unusable("there is no tensor “means” of shape (components, dimensions) of finite float64") }
    let weights = try elements("weights", [means.rows])
    guard weights.allSatisfy({ $0 >= 0 }) else { throw unusable("a weight is negative") }
    let iterations = file.metadata["iterations"].flatMap { Int($0) } ?? 0
    let stopReason = file.metadata["stopReason"].flatMap { StopReason(rawValue: $0) } ?? .tolerance
    func number(_ key: SafeTensorsFile.Key) -> Double? {
      file.metadata[key].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }
    switch file.metadata["kind"] {
    case "gaussian":
      guard let kind = file.metadata["covariance"].flatMap({ CovarianceKind(rawValue: $0) }) else {
        throw unusable("the kind of its covariances is missing or unknown")
      }
      let covariances = try elements(
        "covariances", kind.shape(components: means.rows, dimensions: means.columns))
      guard weights.allSatisfy({ $0 > 0 }) else { throw unusable("a weight is 0") }
      content = .gaussian(
        MixtureModel(
          kind, weights: weights, means: means, covariances: covariances, logLikelihood: number("logLikelihood") ?? 0,
          rowCount: number("rows") ?? 0, iterations: iterations, stopReason: stopReason))
    case "soft":
      guard let stiffness = number("stiffness"), stiffness > 0 else { throw unusable("its stiffness is missing") }
      content = .soft(
        SoftClusters(
          .shares(stiffness: stiffness), centroids: means, objective: number("objective") ?? 0, masses: weights,
          iterations: iterations, stopReason: stopReason))
    case "fuzzy":
      guard let fuzzifier = number("fuzzifier"), (1.01...100).contains(fuzzifier) else {
        throw unusable("its fuzzifier is missing")
      }
      content = .soft(
        SoftClusters(
          .powers(fuzzifier: fuzzifier), centroids: means, objective: number("objective") ?? 0, masses: weights,
          iterations: iterations, stopReason: stopReason))
    default: throw unusable("its kind is missing or unknown")
    }
    columns = ModelFile(centroids: means, metadata: file.metadata).columns
  }
}
