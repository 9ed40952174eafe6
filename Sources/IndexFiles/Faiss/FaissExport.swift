public import Clustering
public import Matrices
internal import Quantization
internal import Refusals
internal import TesseraKernels
public import VectorFiles

/// What an index of faiss is made of: centroids, a codebook, or both, and what happens to vectors before.
///
/// ```swift
/// var export = FaissExport(centroids: model.centroids)
/// try export.index(of: .float(points)).write(to: "index.faiss")      // IndexIVFFlat
/// export.codebook = try FaissCodebook(quantizer)
/// try export.index(of: .float(points)).write(to: "index.faiss")      // IndexIVFPQ
/// ```
///
/// faiss has numbers of 32 bits. Rows get the lists and the codes that are nearest to what is written: assignments in Double, to centroids
/// and codebooks that were rounded.
///
/// | centroids | codebook | index |
/// |---|---|---|
/// | yes | no | `IndexIVFFlat` |
/// | yes | product | `IndexIVFPQ` |
/// | no | any | `IndexPQ`, `IndexResidualQuantizer`, `IndexScalarQuantizer` |
///
/// A rotation, and columns on a common scale, are linear maps before it (`IndexPreTransform`). By ``/Clustering/Metric/cosine``, vectors
/// are directions and compared by inner products, which needs no change of a query.
public struct FaissExport: Sendable {
  /// [lists, dimensions], finite, on the common scale where there is a ``scaling``.
  public var centroids: Matrix<Double>?
  public var metric = Metric.euclidean
  public var scaling: ColumnScaling?
  public var codebook: FaissCodebook?
  /// Of the codebook's vectors: [dimensions, dimensions]; a vector x becomes y with `y_i = sum_j rotation[i, j] x_j`.
  public var rotation: Matrix<Double>?
  /// Whether the codebook is of what is left of vectors after their centroids.
  public var isOfResiduals = false
  /// How many lists a search looks into, unless it says another number; nil: the root of their number.
  public var probes: Int?
  /// One per row; nil: their numbers. Indexes without lists have ids of their own by an `IndexIDMap`.
  public var ids: [Int64]?
  /// nil for one per processor. Results do not depend on it.
  public var threadCount: Int?

  public init(centroids: Matrix<Double>? = nil, codebook: FaissCodebook? = nil) {
    (self.centroids, self.codebook) = (centroids, codebook)
  }

  /// The index, with the rows in it, whose numbers are their ids where there are no ``ids``; without rows a trained one that is empty.
  ///
  /// - Precondition: there are centroids or a codebook, and as many ids as rows.
  /// - Complexity: that of an assignment of the rows, and of their encoding. Memory: the rows' codes, of lists without a codebook the rows
  ///   once more, and what maps make of them.
  public func index(of rows: NumericMatrix?) throws(IndexFileError) -> FaissIndex {
    let maps = try self.maps
    require(ids == nil || ids?.count == rows?.rows, "there are as many ids as rows")
    let rows = try rows.map { rows throws(IndexFileError) in try mapped(rows) }
    let index = try centroids == nil ? codes(of: rows) : lists(of: rows)
    let whole = maps.isEmpty ? index : index.wrapped { .transformed(maps, $0) }
    guard centroids == nil, let ids else { return whole }
    return whole.wrapped { .numbered(ids, $0) }
  }

  private var faissMetric: FaissIndex.Metric { metric == .cosine ? .innerProduct : .euclidean }

  /// What vectors go through before they come to lists or codes.
  private var maps: [FaissTransform] {
    get throws(IndexFileError) {
      var maps: [FaissTransform] = []
      if let scaling {
        let count = scaling.scales.count
        let matrix = Matrix<Double>(rows: count, columns: count) { elements in
          for column in 0..<count { elements[column * count + column] = 1 / scaling.scales[column] }
        }
        let bias = zip(scaling.offsets, scaling.scales).map { Float(-$0 / $1) }
        maps.append(FaissTransform(matrix: try matrix.inSinglePrecision(), bias: bias))
      }
      if let rotation { maps.append(FaissTransform(matrix: try rotation.inSinglePrecision())) }
      return maps
    }
  }

  /// Rows as they come to the index.
  private func mapped(_ rows: NumericMatrix) throws(IndexFileError) -> NumericMatrix {
    var rows = scaling?.applied(to: rows) ?? rows
    if metric == .cosine {
      do { rows = try rows.directions(threadCount: threadCount) } catch { throw .data(error) }
    }
    return rotation.map { .double(rows.inDoublePrecision.multiplied(by: $0.transposed())) } ?? rows
  }

  /// An index without lists.
  private func codes(of rows: NumericMatrix?) throws(IndexFileError) -> FaissIndex {
    guard let codebook else {
      throw .unusable(index: "export", reason: "has neither centroids nor a codebook; give one of them")
    }
    let codes =
      try rows.map { rows throws(IndexFileError) in try codebook.codes(of: rows, threadCount: threadCount) } ?? []
    return FaissIndex(dimensions: codebook.dimensions, content: .codes(codebook, codes))
  }

  private func lists(of rows: NumericMatrix?) throws(IndexFileError) -> FaissIndex {
    var centroids = self.centroids ?? Matrix(rows: 0, columns: 0, elements: [])
    switch codebook {
    case nil, .product: break
    case .residual, .scalar:
      throw .unusable(
        index: "codebook",
        reason: "is none of parts, which lists have codes of; train a product quantizer, or export the codebook alone")
    }
    if let codebook, codebook.dimensions != centroids.columns {
      throw .columnCount(codebook.dimensions, expected: centroids.columns)
    }
    if let rotation { centroids = centroids.multiplied(by: rotation.transposed()) }
    let coarse = FaissIndex(
      dimensions: centroids.columns, metric: faissMetric, content: .vectors(try centroids.inSinglePrecision()))
    var lists = FaissLists(
      coarse: coarse, probes: probes ?? max(1, Int(Double(centroids.rows).squareRoot().rounded(.up))),
      codebook: codebook, isOfResiduals: isOfResiduals, sizes: Array(repeating: 0, count: centroids.rows), ids: [],
      codes: [])
    if let rows { try lists.fill(with: rows, ids: self.ids, threadCount: threadCount) }
    return FaissIndex(dimensions: centroids.columns, metric: faissMetric, content: .lists(lists))
  }
}

extension FaissIndex {
  /// What it is within another.
  fileprivate func wrapped(_ content: (FaissIndex) -> Content) -> FaissIndex {
    FaissIndex(dimensions: dimensions, metric: metric, content: content(self))
  }
}
