@testable import VectorFiles

/// Formats of bare numbers, and what they are packed in.
extension FuzzTarget {
  static let npy = FuzzTarget("npy") { FuzzedMatrix.finding($0, named: "x.npy") }

  /// The first byte says whether one of the arrays is named.
  static let zip = FuzzTarget("zip") { bytes in
    var choices = FuzzChoices(bytes)
    var reader = VectorFileReader()
    if choices.flag() { reader.member = "x" }
    return FuzzedMatrix.finding(choices.rest, named: "x.npz", reader)
  }

  static let gzip = FuzzTarget("gzip") { FuzzedMatrix.finding($0, named: "x.csv.gz") }
  static let zstd = FuzzTarget("zstd") { FuzzedMatrix.finding($0, named: "x.csv.zst") }

  /// Vectors with their lengths; the first byte chooses the type.
  static let lists = FuzzTarget("lists") { bytes in
    var choices = FuzzChoices(bytes)
    let name = choices.one(of: ["x.fvecs", "x.ivecs", "x.bvecs"])
    return FuzzedMatrix.finding(choices.rest, named: name)
  }

  /// Matrices behind their shape.
  static let vectors = FuzzTarget("vectors") { bytes in
    var choices = FuzzChoices(bytes)
    let name = choices.one(of: ["x.fbin", "x.u8bin", "x.i8bin", "x.ibin"])
    return FuzzedMatrix.finding(choices.rest, named: name)
  }

  /// safetensors: as points, and all tensors, which are written and read again.
  static let tensors = FuzzTarget("tensors") { bytes in
    if let finding = FuzzedMatrix.finding(bytes, named: "x.safetensors") { return finding }
    do throws(VectorFileError) {
      let mapped = MappedFile(borrowing: bytes, path: "x.safetensors")
      let file = SafeTensorsFile(try SafeTensorsHeader(mapped), of: mapped)
      for tensor in file.tensors.values { _ = (tensor.matrix, tensor.words) }
      let written = FuzzFile("x.safetensors")
      try file.write(to: written.path)
      return try SafeTensorsFile(contentsOf: written.path) == file ? nil : "what is written is read as something else"
    } catch {
      return error.finding
    }
  }
}
