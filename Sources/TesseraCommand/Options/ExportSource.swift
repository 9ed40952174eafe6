internal import Clustering
internal import IndexFiles
internal import Matrices
internal import Tessera
internal import VectorFiles

/// What is exported: a model's centroids, a codebook, or both.
struct ExportSource {
  let path: String
  let model: ModelFile?
  private(set) var codebook: IndexCodebook?
  /// Those of the parts or levels of a codebook; none where it has a grid per column.
  let codebooks: [Matrix<Double>]

  /// - Parameters:
  ///   - path: a model, or a codebook.
  ///   - codebook: that of the codes in a model's lists.
  init(_ path: String, codebook: String?) throws {
    self.path = path
    if try CodebookFile.isCodebook(path) {
      guard codebook == nil else {
        throw CommandFailure(
          exitCode: CommandFailure.ExitCode.usage,
          message: "\(path) is a codebook: --codebook goes with a model of centroids")
      }
      model = nil
      (self.codebook, codebooks) = try Self.codebook(path)
    } else {
      model = try ModelFile.reading(path)
      let found = try codebook.map { try Self.codebook($0) }
      (self.codebook, codebooks) = (found?.codebook, found?.codebooks ?? [])
      if let codebook, let found = self.codebook { try requireColumns(found.codebook.dimensions, codebook) }
    }
  }

  private static func codebook(_ path: String) throws -> (codebook: IndexCodebook, codebooks: [Matrix<Double>]) {
    let file = try InputFile(path).reading { () throws(VectorFileError) in try CodebookFile(contentsOf: path) }
    do throws(IndexFileError) {
      return (try IndexCodebook(file), file.codebooks)
    } catch {
      throw CommandFailure(error, of: path)
    }
  }

  /// Throws where others cannot have what the model is.
  func check(for format: ExportFormat) throws(CommandFailure) {
    guard let model else { return }
    let problem: String? =
      if model.centroidKind.distance == .manhattan {
        "its centroids are \(model.centroidKind.name)s by the Manhattan distance, and \(format.rawValue) assigns by the Euclidean one"
      } else if model.scaling != nil, format != .faiss {
        "its columns were brought to a common scale, of which \(format.rawValue) knows nothing; use --to faiss, or fit without --standardize"
      } else if model.metric == .cosine, codebook != nil {
        "its centroids are directions, of which codes leave none; fit without --metric cosine"
      } else { nil }
    if let problem {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.badData, message: "\(path): \(problem)")
    }
  }

  /// Centroids and codebooks before they are rounded to 32 bits, by what their rows are called.
  var matrices: [(name: String, rows: Matrix<Double>)] {
    (model.map { [("centroids", $0.scaledCentroids)] } ?? [])
      + codebooks.enumerated().map { ("codes of codebook \($0):", $1) }
  }

  /// Throws where what belongs to the model has other columns.
  func requireColumns(_ columns: Int, _ other: String) throws(CommandFailure) {
    guard let expected = model?.centroids.columns ?? codebook?.codebook.dimensions, columns != expected else { return }
    throw CommandFailure(ofColumns: columns, other, expected, path)
  }

  /// For faiss; where rows were left out, the others have the numbers of the file.
  func index(_ points: Points?, isOfResiduals: Bool, probes: Int?, threads: Int?) throws(IndexFileError)
    -> FaissIndex
  {
    var export = FaissExport(centroids: model?.scaledCentroids, codebook: codebook?.codebook)
    (export.metric, export.scaling) = (model?.metric ?? .euclidean, model?.scaling)
    (export.rotation, export.isOfResiduals) = (codebook?.rotation, isOfResiduals)
    (export.probes, export.threadCount) = (probes, threads)
    if let points, points.data.droppedRows > 0 {
      let summary = points.dataSummary
      export.ids = (0..<points.data.points.rows).map { Int64(summary.fileRow(of: $0)) }
    }
    return try export.index(of: points?.data.points)
  }
}

extension IndexFileError {
  /// Whether it says what is wrong with a codebook.
  var isOfCodebook: Bool {
    switch self {
    case .unusable(let index, _): index == "codebook"
    case .unequalParts, .codeBits: true
    case .beyondSinglePrecision, .columnCount, .data: false
    }
  }
}

extension CommandFailure {
  /// - Parameter path: the file that cannot be written as something else.
  init(_ error: IndexFileError, of path: String) {
    self.init(exitCode: ExitCode.badData, message: "\(path): \(error)")
  }
}
