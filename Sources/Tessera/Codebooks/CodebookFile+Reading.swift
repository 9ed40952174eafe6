internal import Matrices
internal import Quantization
public import VectorFiles

extension CodebookFile {
  /// Reads it. A k-means model (`.safetensors`) or a matrix of one code per row is a codebook of `vector`s; an index of faiss has its own.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError``; also where a tensor is missing, of another shape or not finite, or the file is of another
  ///   format, kind or version.
  public init(contentsOf path: String) throws(VectorFileError) {
    if let found = try Self.found(at: path) {
      self = found
      return
    }
    guard ModelFile.isSafeTensors(path) else {
      self = try Self.vectors(try ModelFile(contentsOf: path), path)
      return
    }
    let file = try SafeTensorsFile(contentsOf: path)
    if file.metadata["format"] == CodesFile.format {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: "these are codes, and no codebook",
        advice: "name the codebook that they were written with")
    }
    guard file.metadata["format"] == Self.format else {
      self = try Self.vectors(try ModelFile(contentsOf: path), path)
      return
    }
    do {
      self.init(try Self.content(of: file), metadata: file.metadata)
    } catch {
      throw Self.unusable(path, error.problem)
    }
  }

  /// The centroids of a model.
  private static func vectors(_ model: ModelFile, _ path: String) throws(VectorFileError) -> CodebookFile {
    guard model.scaling == nil, model.metric == .euclidean, model.centroidKind == .mean else {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "the model scales its columns, or has another distance than the Euclidean one: it is no codebook",
        advice: "train one by tessera codebook train")
    }
    do {
      var file = CodebookFile(.vector(try VectorQuantizer(codebook: model.centroids)))
      file.columns = model.columns
      return file
    } catch {
      throw unusable(path, error.description)
    }
  }

  private struct Problem: Error {
    let problem: String

    init(_ problem: String) { self.problem = problem }
  }

  private static func content(of file: SafeTensorsFile) throws(Problem) -> Content {
    let kind = file.metadata["kind"] ?? ""
    do {
      switch kind {
      case "vector":
        return .vector(try VectorQuantizer(codebook: try matrix("codebook", in: file)))
      case "product": return .product(try ProductQuantizer(codebooks: try codebooks(in: file)))
      case "optimized-product":
        return .optimizedProduct(
          try OptimizedProductQuantizer(
            rotation: try matrix("rotation", in: file),
            product: try ProductQuantizer(codebooks: try codebooks(in: file))))
      case "residual":
        let width = try number("beamWidth", in: file, 1...ResidualQuantizer.mostSequences)
        return .residual(try ResidualQuantizer(codebooks: try codebooks(in: file), beamWidth: width))
      case "scalar":
        return .scalar(
          try ScalarQuantizer(
            minimums: try row("minimums", in: file), steps: try row("steps", in: file),
            bitsPerElement: try number("bitsPerElement", in: file, 1...16)))
      case "rotated-scalar":
        let dimensions = try number("dimensions", in: file, 1...(1 << 24))
        let bits = try number("bitsPerElement", in: file, 1...8)
        guard let seed = file.metadata["seed"].flatMap({ UInt64($0) }) else { throw Problem("there is no seed") }
        let quantizer = RotatedScalarQuantizer(dimensions: dimensions, bitsPerElement: bits, seed: seed)
        guard try row("levels", in: file) == quantizer.levels else {
          throw Problem("its levels are not those of this version")
        }
        return .rotatedScalar(quantizer)
      default: throw Problem("its kind is “\(kind)”, which this version does not know")
      }
    } catch let error as QuantizationError {
      throw Problem(error.description)
    } catch let error as Problem {
      throw error
    } catch {
      throw Problem("\(error)")
    }
  }

  private static func codebooks(in file: SafeTensorsFile) throws(Problem) -> [Matrix<Double>] {
    var codebooks: [Matrix<Double>] = []
    while file.tensors[SafeTensorsFile.Key("codebook.\(codebooks.count)")] != nil {
      codebooks.append(try matrix("codebook.\(codebooks.count)", in: file))
    }
    return codebooks
  }

  private static func matrix(_ name: String, in file: SafeTensorsFile) throws(Problem) -> Matrix<Double> {
    guard let tensor = file.tensors[SafeTensorsFile.Key(name)], tensor.shape.count == 2,
      case .double(let matrix)? = tensor.matrix
    else { throw Problem("there is no tensor “\(name)” of two dimensions and float64") }
    return matrix
  }

  private static func row(_ name: String, in file: SafeTensorsFile) throws(Problem) -> [Double] {
    let matrix = try matrix(name, in: file)
    guard matrix.rows == 1 else { throw Problem("the tensor “\(name)” has \(matrix.rows) rows instead of 1") }
    return matrix.elements
  }

  private static func number(
    _ name: SafeTensorsFile.Key, in file: SafeTensorsFile, _ range: ClosedRange<Int>
  ) throws(Problem) -> Int {
    guard let value = file.metadata[name].flatMap({ Int($0) }), range.contains(value) else {
      throw Problem("its \(name.text) is no number in \(range.lowerBound) ... \(range.upperBound)")
    }
    return value
  }

  private static func unusable(_ path: String, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .file, problem: problem,
      advice: "use a codebook that tessera codebook train wrote")
  }
}
