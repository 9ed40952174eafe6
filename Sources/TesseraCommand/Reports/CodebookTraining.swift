internal import Clustering
internal import Matrices
internal import Quantization
internal import Tessera
internal import VectorFiles

/// Trains the codebooks that options ask for.
struct CodebookTraining {
  private let command: CodebookTrain
  private let points: Points

  init(_ command: CodebookTrain, _ points: Points) { (self.command, self.points) = (command, points) }

  /// The codebooks, what each fit came to, and the labels of balanced levels.
  func content(
    isBalanced: Bool
  ) throws -> (content: CodebookFile.Content, parts: [CodebookRun.Part], labels: [[Int32]]?) {
    let (kind, rows) = (command.kind, points.data.points)
    var (parts, labels): ([CodebookRun.Part], [[Int32]]) = ([], [])
    func finished(_ part: Int, _ model: KMeansModel) {
      // Levels of residual codes are trained on several sequences of each row: their mean is told.
      let inertia = model.inertia * (Double(rows.rows) / Double(model.labels.count))
      parts.append(.init(inertia: inertia, iterations: model.iterations, stopReason: model.stopReason))
      labels.append(model.labels)
    }
    let progress = ProgressLine(
      quiet: command.data.quiet, maximumIterations: command.training.maxIterations,
      restarts: kind.codebookCount * command.training.restarts)
    defer { progress.clear() }
    func show(_ part: Int, _ entry: TraceEntry) { progress.show(entry) }
    do {
      let content = try content(isBalanced, rows, show, finished)
      guard !StopSignal.cancellation.isCancelled else { throw ClusteringError.interrupted }
      if parts.contains(where: { $0.stopReason == .interrupted }) {
        command.data.note("--time-limit ended the training: what came out depends on the clock")
      }
      return (content, parts, isBalanced ? labels : nil)
    } catch ClusteringError.tooFewDistinctRows(let distinct, let codes) where isBalanced {
      throw CommandFailure(
        exitCode: CommandFailure.ExitCode.badData,
        message:
          "\(points.title): level \(parts.count + 1): only \(distinct) of its rows are different, and \(codes) codes with equally many rows are wanted; use fewer codes or levels, or leave out --balanced"
      )
    } catch let error as ClusteringError {
      throw CommandFailure(
        error, points, centroids: command.training.startPath, weights: command.training.weights)
    }
  }

  private func content(
    _ isBalanced: Bool, _ rows: NumericMatrix, _ progress: @escaping (Int, TraceEntry) -> Void,
    _ finished: (Int, KMeansModel) -> Void
  ) throws -> CodebookFile.Content {
    let (kind, training) = (command.kind, command.training)
    if let bits = kind.scalar { return .scalar(try ScalarQuantizer.trained(on: rows, bitsPerElement: bits)) }
    if let bits = kind.randomRotation {
      return .rotatedScalar(
        RotatedScalarQuantizer(dimensions: rows.columns, bitsPerElement: bits, seed: training.seed))
    }
    var kMeans = try training.kMeans(command.data, clusterCount: kind.codeCount)
    if let product = kind.product {
      guard product.parts <= rows.columns else {
        throw CommandFailure(
          exitCode: CommandFailure.ExitCode.badData,
          message:
            "\(points.title): \(rows.columns.counted("column")) cannot be cut into \(product.parts) parts; give at most \(rows.columns)"
        )
      }
      if kind.rotate {
        let line = command.data.line
        defer { line.clear() }
        return .optimizedProduct(
          try OptimizedProductQuantizer.trained(
            on: rows, parts: product.parts, by: kMeans, weights: points.weights, progress: progress, finished: finished,
            turned: { round, _ in
              line.show(Double(round) / Double(OptimizedProductQuantizer.usualRotations), "rotations")
            }))
      }
      let columns = ProductQuantizer.evenColumns(dimensions: rows.columns, parts: product.parts)
      return .product(
        try ProductQuantizer.trained(
          on: rows, columns: columns, by: kMeans, weights: points.weights,
          from: try training.starts(kind, columns: columns), progress: progress, finished: finished))
    }
    if let residual = kind.residual {
      if isBalanced { kMeans.sizes = .equal }
      let columns = Array(repeating: 0..<rows.columns, count: residual.parts)
      return .residual(
        try ResidualQuantizer.trained(
          on: rows, levels: residual.parts, by: kMeans, weights: points.weights,
          beamWidth: isBalanced ? 1 : kind.beam ?? ResidualQuantizer.usualBeamWidth,
          from: try training.starts(kind, columns: columns), progress: progress, finished: finished))
    }
    let start = try training.starts(kind, columns: [0..<rows.columns])
    if let start { kMeans.initializer = .given(start[0]) }
    let model = try kMeans.fitted(to: rows, weights: points.weights) { progress(0, $0) }
    finished(0, model)
    do {
      return .vector(try VectorQuantizer(codebook: model.centroids))
    } catch {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.badData, message: "\(points.title): \(error)")
    }
  }

  /// The codes that balanced levels gave.
  func codes(_ labels: [[Int32]], of content: CodebookFile.Content) throws -> Codes {
    let rows = points.data.points.rows
    let values = (0..<rows).flatMap { row in labels.map { $0[row] } }
    return try Codes(values, bits: CodebookFile(content).quantizer.bits)
  }

  func encoded(_ file: CodebookFile) throws -> Codes {
    do {
      return try file.quantizer.encode(points.data.points, threadCount: command.data.threadCount)
    } catch {
      throw CommandFailure(ofEncoding: error, by: file, points)
    }
  }

  func reconstruction(_ codes: Codes, _ file: CodebookFile) throws -> Reconstruction {
    try Reconstruction(of: points.data.points, codes: codes, by: file.quantizer)
  }
}
