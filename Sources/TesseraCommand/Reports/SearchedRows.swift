internal import Clustering
internal import Matrices
internal import Quantization
internal import TableDrivers
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// Rows that are searched by their codes, and the rows themselves where they were given.
struct SearchedRows {
  var search: CompressedSearch
  let points: Points?
  private let codebookPath: String

  /// - Parameter codes: their file; without it the rows are encoded.
  init(
    _ book: CodebookFile, _ path: String, codes: String?, _ points: Points?, threads: Int,
    _ seconds: inout SearchedReport.Seconds
  ) throws {
    (self.points, codebookPath) = (points, path)
    guard !book.isOfResiduals else {
      throw CommandFailure(
        exitCode: CommandFailure.ExitCode.badData,
        message: "\(path): the codebook is of residuals, and rows are searched as they are; train one of the rows")
    }
    let watch = Stopwatch()
    let found: Codes
    if let codes {
      found = try InputFile(codes).reading { () throws(VectorFileError) in
        try CodesFile.read(codes, of: book, tableLoader: TableDrivers())
      }
      guard points.map({ $0.data.points.rows == found.rows }) ?? true else {
        throw CommandFailure(
          exitCode: CommandFailure.ExitCode.badData,
          message: "\(codes): there are codes of \(found.rows.counted("row")), but \(points?.summary ?? "")")
      }
      seconds.read += watch.seconds
    } else {
      guard let points else { throw CommandFailure(exitCode: CommandFailure.ExitCode.usage, message: "no rows") }
      do { found = try book.quantizer.encode(points.data.points, threadCount: threads) } catch {
        throw CommandFailure(error, points, centroids: path)
      }
      seconds.encode = watch.seconds
    }
    let search: CompressedSearch?
    do { search = try book.search(found) } catch {
      throw CommandFailure(exitCode: CommandFailure.ExitCode.badData, message: "\(codes ?? path): \(error)")
    }
    guard let search else {
      throw CommandFailure(
        exitCode: CommandFailure.ExitCode.badData,
        message: "\(path): codes of a random rotation are not searched; train a product or a residual codebook")
    }
    self.search = search
  }

  /// The nearest rows, perhaps the nearest of more that were found by their codes.
  func nearest(
    to queries: Points, count: Int, reranking more: Int?, _ seconds: inout SearchedReport.Seconds
  ) throws -> Neighbours {
    let watch = Stopwatch()
    defer { seconds.search = watch.seconds }
    do throws(ClusteringError) {
      let found = try search.nearest(to: queries.data.points, count: more ?? count)
      guard more != nil, let points else { return found }
      return try points.data.points.reranked(
        found, of: queries.data.points, count: count, threadCount: search.threadCount,
        instructionSet: search.instructionSet)
    } catch {
      throw CommandFailure(error, queries, centroids: codebookPath)
    }
  }

  /// The share of the nearest rows that were found; nil without the rows.
  func recall(of found: Neighbours, _ queries: Points, _ seconds: inout SearchedReport.Seconds) throws -> Double? {
    guard let points else { return nil }
    let watch = Stopwatch()
    defer { seconds.exact = watch.seconds }
    let (rows, asked) = (points.data.points, queries.data.points)
    do throws(ClusteringError) {
      let (threads, set) = (search.threadCount, search.instructionSet)
      let exact = try rows.exactNeighbours(of: asked, count: found.count, threadCount: threads, instructionSet: set)
      let measured = try rows.reranked(found, of: asked, count: found.count, threadCount: threads, instructionSet: set)
      return Neighbours.recall(of: measured, exact: exact)
    } catch {
      throw CommandFailure(error, queries, centroids: points.path)
    }
  }
}
