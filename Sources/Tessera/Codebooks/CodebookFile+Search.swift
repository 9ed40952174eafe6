public import Quantization

extension CodebookFile {
  /// A search of rows by their codes; nil where codes of this kind are not searched.
  public func search(_ codes: Codes) throws(QuantizationError) -> CompressedSearch? {
    switch content {
    case .vector(let quantizer): try CompressedSearch(quantizer, codes: codes)
    case .product(let quantizer): try CompressedSearch(quantizer, codes: codes)
    case .optimizedProduct(let quantizer): try CompressedSearch(quantizer, codes: codes)
    case .residual(let quantizer): try CompressedSearch(quantizer, codes: codes)
    case .scalar(let quantizer): try CompressedSearch(quantizer, codes: codes)
    case .rotatedScalar: nil
    }
  }
}
