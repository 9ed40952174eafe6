extension VectorFileReader {
  /// What a file of a model may be.
  package enum ModelContent {
    case tensors(SafeTensorsFile)
    case matrix(VectorData)
    case index(FaissIndex)
  }

  /// All tensors of a safetensors file, told by its content or its name; an index of faiss; the points of any other, or of the
  /// tensor that is named.
  package func readModel(_ path: String) throws(VectorFileError) -> ModelContent {
    let input = InputPath(path)
    do {
      if try input.parts() != nil { return .matrix(try read(path)) }
      let (file, reader) = try open(path, input.place)
      let format = try MatrixFormats.format(of: file)
      if reader.member == nil, format is SafeTensorsFormat {
        return .tensors(SafeTensorsFile(try SafeTensorsHeader(file), of: file))
      }
      if reader.member == nil, format is FaissFormat { return .index(try FaissIndex(file)) }
      return .matrix(try reader.read(file))
    } catch {
      throw error.advising("write one centroid per row")
    }
  }
}
