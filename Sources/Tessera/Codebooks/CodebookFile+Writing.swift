internal import Matrices
internal import Quantization
public import VectorFiles

extension CodebookFile {
  /// Writes it as safetensors, whole or not at all.
  public func write(to path: String) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = metadata
    file.metadata["format"] = Self.format
    file.metadata["version"] = TesseraVersion.current
    file.metadata["kind"] = kind
    func add(_ codebooks: [Matrix<Double>]) {
      for (index, codebook) in codebooks.enumerated() {
        file.tensors[SafeTensorsFile.Key("codebook.\(index)")] = .init(codebook)
      }
    }
    func row(_ values: [Double]) -> SafeTensorsFile.Tensor {
      .init(Matrix(rows: 1, columns: values.count, elements: values))
    }
    switch content {
    case .vector(let quantizer): file.tensors["codebook"] = .init(quantizer.codebook)
    case .product(let quantizer): add(quantizer.codebooks)
    case .optimizedProduct(let quantizer):
      add(quantizer.product.codebooks)
      file.tensors["rotation"] = .init(quantizer.rotation)
    case .residual(let quantizer):
      add(quantizer.codebooks)
      file.metadata["beamWidth"] = String(quantizer.beamWidth)
    case .scalar(let quantizer):
      file.tensors["minimums"] = row(quantizer.minimums)
      file.tensors["steps"] = row(quantizer.steps)
      file.metadata["bitsPerElement"] = String(quantizer.bitsPerElement)
    case .rotatedScalar(let quantizer):
      file.tensors["levels"] = row(quantizer.levels)
      file.metadata["dimensions"] = String(quantizer.dimensions)
      file.metadata["bitsPerElement"] = String(quantizer.bitsPerElement)
      file.metadata["seed"] = String(quantizer.seed)
    }
    try file.write(to: path)
  }
}
