public import IndexFiles
internal import Quantization
public import VectorFiles

extension CodebookFile {
  /// The codebook in an index of faiss, told by the file's content; nil where that is something else.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError`` for an index that cannot be read, or has no codebook.
  static func found(at path: String) throws(VectorFileError) -> CodebookFile? {
    guard let index = try FaissIndex.found(at: path) else { return nil }
    do throws(IndexFileError) {
      return try CodebookFile(try index.codebook())
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: error.description,
        advice: "use an IndexPQ, IndexIVFPQ, IndexResidualQuantizer or IndexScalarQuantizer")
    }
  }

  /// The codebook of an index.
  ///
  /// - Throws: ``/IndexFiles/IndexFileError/unusable(index:reason:)`` where it is none, or one of levels or columns behind a rotation.
  public init(_ found: IndexCodebook) throws(IndexFileError) {
    do {
      switch (found.codebook, found.rotation) {
      case (.product(_, let parts), let rotation):
        let product = try ProductQuantizer(codebooks: parts.map { $0.converted() })
        self.init(
          try rotation.map { .optimizedProduct(try OptimizedProductQuantizer(rotation: $0, product: product)) }
            ?? .product(product))
      case (.residual(let levels, let width), nil):
        self.init(
          .residual(
            try ResidualQuantizer(
              codebooks: levels.map { $0.converted() }, beamWidth: min(width, ResidualQuantizer.mostSequences))))
      case (.scalar(let bits, let least, let width), nil):
        self.init(.scalar(try FaissCodebook.grid(bits: bits, least: least, width: width)))
      case (_, _?):
        throw IndexFileError.unusable(
          index: "codebook",
          reason: "is one of levels or columns behind a rotation, which codebooks here have not; use the index by faiss"
        )
      }
    } catch let error as IndexFileError {
      throw error
    } catch {
      throw .unusable(index: "codebook", reason: "is none: \(error)")
    }
    isOfResiduals = found.isOfResiduals
  }

  /// Whether it is known to be of what is left of rows after the centroids of lists: the metadata's `residuals`.
  public var isOfResiduals: Bool {
    get { metadata["residuals"] == "true" }
    set { metadata["residuals"] = newValue ? "true" : nil }
  }

  /// Whether a file has a codebook and no centroids of lists: one that `tessera codebook train` wrote, or an index of codes.
  public static func isCodebook(_ path: String) throws(VectorFileError) -> Bool {
    if let index = try FaissIndex.found(at: path) { return index.hasCodesAlone }
    guard ModelFile.isSafeTensors(path) else { return false }
    return try SafeTensorsFile(contentsOf: path).metadata["format"] == format
  }
}

extension FaissIndex {
  fileprivate var hasCodesAlone: Bool {
    switch content {
    case .codes: true
    case .vectors, .lists: false
    case .transformed(_, let index), .numbered(_, let index): index.hasCodesAlone
    }
  }
}

extension IndexCodebook {
  /// What indexes have of a codebook.
  ///
  /// - Throws: ``/IndexFiles/IndexFileError`` where they cannot have it: parts of several widths, codes of a random rotation.
  public init(_ file: CodebookFile) throws(IndexFileError) {
    switch file.content {
    case .vector(let quantizer): self.init(try FaissCodebook(quantizer))
    case .product(let quantizer): self.init(try FaissCodebook(quantizer))
    case .optimizedProduct(let quantizer): self.init(try FaissCodebook(quantizer.product), rotation: quantizer.rotation)
    case .residual(let quantizer): self.init(try FaissCodebook(quantizer))
    case .scalar(let quantizer): self.init(try FaissCodebook(quantizer))
    case .rotatedScalar:
      throw .unusable(
        index: "codebook",
        reason: "is of a random rotation, which indexes have not; train a product or a residual quantizer")
    }
    isOfResiduals = file.isOfResiduals
  }
}
