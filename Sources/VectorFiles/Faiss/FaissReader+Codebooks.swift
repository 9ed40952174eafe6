internal import Matrices

extension FaissReader {
  mutating func product(_ dimensions: Int) throws(VectorFileError) -> FaissCodebook {
    _ = try size("the dimensions of the product quantizer", in: dimensions...dimensions)
    let parts = try size("the number of parts", in: 1...dimensions)
    guard dimensions % parts == 0 else {
      back(8)
      throw failure("\(dimensions) dimensions are not \(parts) parts of one width")
    }
    let bits = try size("the bits of a code", in: 1...16)
    let (rows, width) = (1 << bits, dimensions / parts)
    try length(rows * dimensions, "components of codebooks")
    var codebooks: [Matrix<Float>] = []
    for _ in 0..<parts {
      codebooks.append(Matrix(rows: rows, columns: width, elements: try floats(rows * width, "the codebooks")))
    }
    return .product(bits: bits, codebooks)
  }

  mutating func residual(_ dimensions: Int) throws(VectorFileError) -> FaissCodebook {
    _ = try size("the dimensions of the residual quantizer", in: dimensions...dimensions)
    let levels = try size("the number of levels", in: 1...4096)
    try length(levels, "numbers of bits")
    var bits: [Int] = []
    for _ in 0..<levels { bits.append(try size("the bits of a level", in: 1...16)) }
    guard try flag("whether the quantizer is trained") else {
      back(1)
      throw failure("the quantizer is not trained", "train the index, and write it again")
    }
    try length(bits.reduce(0) { $0 + (1 << $1) } * dimensions, "components of codebooks")
    var codebooks: [Matrix<Float>] = []
    for bits in bits {
      let count = (1 << bits) * dimensions
      codebooks.append(Matrix(rows: 1 << bits, columns: dimensions, elements: try floats(count, "the codebooks")))
    }
    let search = try number(Int32.self, "the search type")
    guard search == 0 else {
      back(4)
      throw failure(
        "its codes hold norms (search type \(search))",
        "use AdditiveQuantizer.ST_decompress, whose codes are of vectors alone")
    }
    _ = try (float("the norms"), float("the norms"), number(Int32.self, "the training"))
    let beam = try number(Int32.self, "the beam")
    guard (1...1 << 20).contains(beam) else {
      back(4)
      throw failure("the beam has a width of \(beam)")
    }
    return .residual(codebooks, beamWidth: Int(beam))
  }

  mutating func scalar(_ dimensions: Int) throws(VectorFileError) -> FaissCodebook {
    let type = try number(Int32.self, "the type of the scalar quantizer")
    guard type == 0 || type == 1 else {
      back(4)
      throw failure(
        "its scalar quantizer is of type \(type), which tessera does not read", "use QT_8bit or QT_4bit")
    }
    let bits = type == 0 ? 8 : 4
    _ = try (number(Int32.self, "the range"), float("the range"))
    _ = try size("the dimensions of the scalar quantizer", in: dimensions...dimensions)
    try length((bits * dimensions + 7) / 8, "bytes of a code")
    try length(2 * dimensions, "numbers of ranges")
    return .scalar(
      bits: bits, least: try floats(dimensions, "the ranges"), width: try floats(dimensions, "the ranges"))
  }

  /// A linear map of vectors of so many dimensions.
  mutating func transform(of dimensions: Int) throws(VectorFileError) -> FaissTransform {
    let kind = try word("the kind of the transform")
    guard kind == "LTra" || kind == "rrot" else {
      back(4)
      throw failure(
        "a transform of the kind “\(kind)” is not read", "use OPQMatrix, RandomRotationMatrix or LinearTransform")
    }
    let hasBias = try flag("whether there is a bias")
    let count = try size("the number of elements of the map", in: 1...Self.most)
    guard count % dimensions == 0 else {
      back(8)
      throw failure("\(count) elements are no map of \(dimensions) dimensions")
    }
    let rows = count / dimensions
    let matrix = Matrix(rows: rows, columns: dimensions, elements: try floats(count, "the elements of the map"))
    // A bias that is not used may be there.
    let biases = try size("the number of biases", in: hasBias ? rows...rows : 0...rows)
    let bias = try floats(biases, "the biases")
    for (expected, what) in [(dimensions, "into"), (rows, "out of")] {
      let found = try number(Int32.self, "the dimensions of the map")
      guard Int(found) == expected else {
        back(4)
        throw failure("\(found) dimensions go \(what) a map of \(rows) x \(dimensions)")
      }
    }
    guard try flag("whether the map is trained") else {
      back(1)
      throw failure("the map is not trained", "train the index, and write it again")
    }
    return FaissTransform(matrix: matrix, bias: hasBias ? bias : [])
  }
}
