internal import ArgumentParser
internal import Clustering
internal import Quantization
internal import Tessera
internal import VectorFiles

/// The codebook that a command works with.
struct CodebookOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The codebooks: what tessera codebook train wrote, or the centroids of a k-means model.", valueName: "FILE"))
  var codebook: String

  func read() throws(VectorFileError) -> CodebookFile {
    try InputFile(codebook).reading { () throws(VectorFileError) in try CodebookFile(contentsOf: codebook) }
  }
}

extension CommandFailure {
  /// - Parameter codebook: its file, where it was read.
  init(ofEncoding error: ClusteringError, by file: CodebookFile, _ points: Points, codebook: String? = nil) {
    if error == .inertiaNotRepresentable, case .rotatedScalar = file.content {
      self.init(
        exitCode: ExitCode.badData,
        message:
          "\(points.title): a row is longer or shorter than float32 holds, in which lengths are kept; rescale the data")
    } else {
      self.init(error, points, centroids: codebook)
    }
  }
}

extension CodebookFile {
  /// Throws where points are not of the space that its codes are of.
  ///
  /// - Parameter path: that of the codebook.
  func requireColumns(of points: Points, _ path: String) throws(CommandFailure) {
    let (columns, expected) = (points.data.points.columns, quantizer.dimensions)
    if columns != expected { throw CommandFailure(ofColumns: columns, points.title, expected, path) }
  }
}

/// Points, and the codes that a codebook gives them.
struct EncodedPoints {
  let file: CodebookFile
  let points: Points
  let codes: Codes
  let readSeconds: Double
  let encodeSeconds: Double

  /// - Parameter keepsIds: whether an output has the rows' ids.
  init(_ option: CodebookOption, _ data: DataOptions, keepsIds: Bool) throws {
    let watch = Stopwatch()
    file = try option.read()
    if file.isOfResiduals {
      data.note(
        "\(option.codebook.shown): the codebook is of residuals, of what is left of rows after the centroids of their lists; rows are encoded as they are"
      )
    }
    let points = try data.read(columns: file.columns, keepsOriginal: keepsIds)
    self.points = points
    readSeconds = watch.seconds
    StopSignal.install()
    CurrentTask.set("encode the rows of \(points.summary)")
    _ = try data.instructionSet()
    let (quantizer, threads) = (file.quantizer, data.threadCount)
    let encoded = Result { () throws(ClusteringError) in
      try quantizer.encode(points.data.points, threadCount: threads)
    }
    try points.checkUnchanged()
    do {
      codes = try encoded.get()
    } catch {
      throw CommandFailure(ofEncoding: error, by: file, points, codebook: option.codebook)
    }
    encodeSeconds = watch.seconds - readSeconds
  }

  func reconstruction() throws -> Reconstruction {
    let found = try Reconstruction(of: points.data.points, codes: codes, by: file.quantizer)
    try points.checkUnchanged()
    return found
  }
}
