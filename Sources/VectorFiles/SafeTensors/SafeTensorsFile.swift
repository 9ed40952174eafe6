/// A file of named tensors and a few strings about them, in the safetensors format.
///
/// ```swift
/// var file = SafeTensorsFile()
/// file.metadata["format"] = "tessera.kmeans/1"
/// file.tensors["centroids"] = SafeTensorsFile.Tensor(centroids)     // Matrix<Double>, shape (k, d)
/// try file.write(to: "model.safetensors")
/// let centroids = try SafeTensorsFile(contentsOf: "model.safetensors").tensors["centroids"]?.matrix
/// ```
///
/// The format: the length of the header (eight bytes, little-endian), the header (JSON), the bytes of the tensors,
/// little-endian, row by row, without gaps. Source: <https://github.com/huggingface/safetensors>.
public struct SafeTensorsFile: Sendable, Equatable {
  /// Strings by key; the header's `__metadata__`.
  public var metadata: [Key: String] = [:]

  /// The tensors by name; the name `__metadata__` is taken.
  public var tensors: [Key: Tensor] = [:]

  /// A file without tensors.
  public init() {}
}
