public import Matrices
public import Quantization
public import VectorFiles

/// A quantizer in a file.
///
/// ```swift
/// let quantizer = try ProductQuantizer.trained(on: points, parts: 8, by: KMeans(clusterCount: 256))
/// try CodebookFile(.product(quantizer)).write(to: "codebook.safetensors")
/// let codes = try CodebookFile(contentsOf: "codebook.safetensors").quantizer.encode(points)
/// ```
///
/// A `.safetensors` file with the metadata `format`, `tessera.codebook/1`, and `kind`. All tensors are float64:
///
/// | kind | tensors | metadata |
/// |---|---|---|
/// | `vector` | `codebook` [codes, dimensions] | |
/// | `product` | `codebook.0`, `codebook.1`, ...: [codes, columns of the part] | |
/// | `optimized-product` | the same, and `rotation` [dimensions, dimensions]: y = R x | |
/// | `residual` | `codebook.0`, `codebook.1`, ...: [codes, dimensions] | `beamWidth` |
/// | `scalar` | `minimums`, `steps`: [1, dimensions] | `bitsPerElement` |
/// | `rotated-scalar` | `levels` [1, codes], in directions of length 1 | `dimensions`, `bitsPerElement`, `seed` |
public struct CodebookFile: Sendable, Equatable {
  /// The value of the metadata's `format`.
  public static let format = "tessera.codebook/1"

  /// What is in it.
  public enum Content: Sendable, Equatable {
    case vector(VectorQuantizer)
    case product(ProductQuantizer)
    case optimizedProduct(OptimizedProductQuantizer)
    case residual(ResidualQuantizer)
    case scalar(ScalarQuantizer)
    case rotatedScalar(RotatedScalarQuantizer)
  }

  public var content: Content
  /// Strings by key.
  public var metadata: [SafeTensorsFile.Key: String]

  public init(_ content: Content, metadata: [SafeTensorsFile.Key: String] = [:]) {
    (self.content, self.metadata) = (content, metadata)
  }

  /// What is in it, under the type that all have in common.
  public var quantizer: any Quantizer {
    switch content {
    case .vector(let quantizer): quantizer
    case .product(let quantizer): quantizer
    case .optimizedProduct(let quantizer): quantizer
    case .residual(let quantizer): quantizer
    case .scalar(let quantizer): quantizer
    case .rotatedScalar(let quantizer): quantizer
    }
  }

  /// The metadata's `kind`.
  public var kind: String {
    switch content {
    case .vector: "vector"
    case .product: "product"
    case .optimizedProduct: "optimized-product"
    case .residual: "residual"
    case .scalar: "scalar"
    case .rotatedScalar: "rotated-scalar"
    }
  }

  /// What rows of each position are, [codes, columns]; none where elements are coded one by one.
  public var codebooks: [Matrix<Double>] {
    switch content {
    case .vector(let quantizer): [quantizer.codebook]
    case .product(let quantizer): quantizer.codebooks
    case .optimizedProduct(let quantizer): quantizer.product.codebooks
    case .residual(let quantizer): quantizer.codebooks
    case .scalar, .rotatedScalar: []
    }
  }

  /// How many codes there are at each position; of a rotated scalar quantizer without the two that are its length.
  public var codeCounts: [Int] {
    switch content {
    case .vector, .product, .optimizedProduct, .residual: codebooks.map(\.rows)
    case .scalar(let quantizer): quantizer.bits.map { 1 << $0 }
    case .rotatedScalar(let quantizer): quantizer.bits.dropLast(2).map { 1 << $0 }
    }
  }

  /// The names of the columns, if they have some: the metadata's `columns`, an array of strings in JSON.
  public var columns: [String]? {
    get { ColumnNames.parsed(metadata["columns"]).flatMap { $0.count == quantizer.dimensions ? $0 : nil } }
    set { metadata["columns"] = newValue.map(ColumnNames.text) }
  }
}
