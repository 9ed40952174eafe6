internal import Matrices
internal import Quantization
public import VectorFiles

extension CodebookFile {
  /// Writes it as safetensors, whole or not at all.
  public func write(to path: String) throws(VectorFileError) {
    var file = contentAlone
    file.metadata.merge(metadata) { own, _ in own }
    file.metadata["format"] = Self.format
    file.metadata["version"] = TesseraVersion.current
    if case .residual(let quantizer) = content { file.metadata["beamWidth"] = String(quantizer.beamWidth) }
    try file.write(to: path)
  }

  /// What codes stand for, and nothing else.
  var contentAlone: SafeTensorsFile {
    var file = SafeTensorsFile()
    file.metadata["kind"] = kind
    func addCodebooks() {
      for (index, codebook) in codebooks.enumerated() {
        file.tensors[SafeTensorsFile.Key("codebook.\(index)")] = .init(codebook)
      }
    }
    func row(_ values: [Double]) -> SafeTensorsFile.Tensor {
      .init(Matrix(rows: 1, columns: values.count, elements: values))
    }
    switch content {
    case .vector(let quantizer): file.tensors["codebook"] = .init(quantizer.codebook)
    case .product, .residual: addCodebooks()
    case .optimizedProduct(let quantizer):
      addCodebooks()
      file.tensors["rotation"] = .init(quantizer.rotation)
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
    return file
  }
}
