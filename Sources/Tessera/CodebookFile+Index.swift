public import IndexFiles
internal import Quantization

extension IndexCodebook {
  /// What indexes have of a codebook.
  public init(_ file: CodebookFile) throws(IndexFileError) {
    switch file.content {
    case .vector(let quantizer): self.init(try FaissCodebook(quantizer))
    case .product(let quantizer): self.init(try FaissCodebook(quantizer))
    case .optimized(let quantizer): self.init(try FaissCodebook(quantizer.product), rotation: quantizer.rotation)
    case .residual(let quantizer): self.init(try FaissCodebook(quantizer))
    case .scalar(let quantizer): self.init(try FaissCodebook(quantizer))
    }
  }
}
