import Clustering
import Matrices
import Quantization
import Tessera
import TesseraTestSupport
import Testing
import VectorFiles

@Suite struct CodebookFileTests {
  private let contents: [CodebookFile.Content]

  init() throws {
    let product = try ProductQuantizer(codebooks: [[[0, 1], [2, 3]], [[4], [5], [6]]])
    contents = [
      .vector(try VectorQuantizer(codebook: [[0.1, 2], [3, 4]])), .product(product),
      .optimizedProduct(
        try OptimizedProductQuantizer(rotation: [[0, 1, 0], [1, 0, 0], [0, 0, -1]], product: product)),
      .residual(try ResidualQuantizer(codebooks: [[[1, 2]], [[3, 4], [5, 6]]], beamWidth: 7)),
      .scalar(try ScalarQuantizer(minimums: [1, 2], steps: [0.5, 0], bitsPerElement: 5)),
      .rotatedScalar(RotatedScalarQuantizer(dimensions: 9, bitsPerElement: 3, seed: .max)),
    ]
  }

  @Test func everyKindComesBack() throws {
    let folder = TemporaryFolder()
    for content in contents {
      var file = CodebookFile(content)
      file.columns = (0..<file.quantizer.dimensions).map { "c\($0)" }
      try file.write(to: "\(folder.path)/b.safetensors")
      let read = try CodebookFile(contentsOf: "\(folder.path)/b.safetensors")
      #expect(read.content == content && read.columns == file.columns)
      #expect(read.metadata["kind"] == file.kind && read.metadata["format"] == CodebookFile.format)
    }
  }

  @Test func aModelIsACodebookOfVectors() throws {
    let folder = TemporaryFolder()
    try ModelFile(centroids: [[1, 2], [3, 4]]).write(to: "\(folder.path)/m.safetensors")
    #expect(
      try CodebookFile(contentsOf: "\(folder.path)/m.safetensors").content
        == .vector(VectorQuantizer(codebook: [[1, 2], [3, 4]])))
  }

  @Test func whatIsIncompleteIsRefused() throws {
    let folder = TemporaryFolder()
    for content in contents {
      let path = "\(folder.path)/b.safetensors"
      try CodebookFile(content).write(to: path)
      let whole = try SafeTensorsFile(contentsOf: path)
      for name in whole.tensors.keys where name != "codebook.1" {
        var file = whole
        file.tensors[name] = nil
        try file.write(to: path)
        #expect(throws: VectorFileError.self, "\(name)") { try CodebookFile(contentsOf: path) }
      }
      for key in whole.metadata.keys where !["version"].contains(key.text) {
        var file = whole
        file.metadata[key] = "-1"
        try file.write(to: path)
        #expect(throws: VectorFileError.self, "\(key)") { try CodebookFile(contentsOf: path) }
      }
    }
  }

  @Test func codesComeBackFromAllFormats() throws {
    let folder = TemporaryFolder()
    let quantizer = try ProductQuantizer(
      codebooks: [
        Matrix(rows: 300, columns: 1, elements: (0..<300).map { Double($0) }), [[0], [1], [2]],
      ])
    let file = CodebookFile(.product(quantizer))
    let codes = try Codes([299, 2, 0, 1], bits: [9, 2])
    try CodesFile.write(codes, to: "\(folder.path)/c.npy")
    #expect(try CodesFile.read("\(folder.path)/c.npy", of: file) == codes)
    try CodesFile.writeTensors(codes, of: file, to: "\(folder.path)/c.safetensors")
    #expect(try CodesFile.read("\(folder.path)/c.safetensors", of: file) == codes)
    let other = try ProductQuantizer(codebooks: [[[0], [1]], [[0], [1]]])
    #expect(throws: VectorFileError.self) {
      try CodesFile.read("\(folder.path)/c.npy", of: CodebookFile(.product(other)))
    }
    #expect(throws: VectorFileError.self) {
      try CodesFile.read("\(folder.path)/c.safetensors", of: CodebookFile(.product(other)))
    }
    try CodesFile.write(
      try Codes([7, 1, 1], bits: [3, 3, 3]), isPacked: true, to: "\(folder.path)/p.npy")
    let three = try ProductQuantizer(
      codebooks: Array(repeating: Matrix(rows: 8, columns: 1, elements: (0..<8).map { Double($0) }), count: 3))
    #expect(try CodesFile.read("\(folder.path)/p.npy", of: CodebookFile(.product(three))).values == [7, 1, 1])
  }

  /// Twelve bits in two bytes: what is behind them is 0, and nothing but bytes is packed.
  @Test func whatIsNoPackedCodesIsRefused() throws {
    let folder = TemporaryFolder()
    func book(_ parts: Int) throws -> CodebookFile {
      let codes = Matrix(rows: 16, columns: 1, elements: (0..<16).map { Double($0) })
      return CodebookFile(.product(try ProductQuantizer(codebooks: Array(repeating: codes, count: parts))))
    }
    let path = "\(folder.path)/c.npy"
    try NumPyFile.write(bytes: [0x21, 0x0F], columns: 2, to: path)
    #expect(try CodesFile.read(path, of: book(3)).values == [1, 2, 15])
    try NumPyFile.write(bytes: [0x21, 0x1F], columns: 2, to: path)
    let error = #expect(throws: VectorFileError.self) { try CodesFile.read(path, of: book(3)) }
    #expect(error?.location == .row(0, column: 1) && error?.problem.contains("from 0 to 15") == true)
    try NumPyFile.write(codes: [1, 2], columns: 2, below: 1 << 20, to: path)
    let wide = #expect(throws: VectorFileError.self) { try CodesFile.read(path, of: book(3)) }
    #expect(wide?.problem == "the rows have 2 numbers, and codes of this codebook 3 (packed: 2)")
    // A table of more parts than the codebook has.
    let table = folder.file("c.csv", "id,code1,code2,code3\na,1,2,3\nb,4,5,6\n")
    #expect(try CodesFile.read(table, of: book(3)).values == [1, 2, 3, 4, 5, 6])
    let more = #expect(throws: VectorFileError.self) { try CodesFile.read(table, of: book(2)) }
    #expect(more?.problem == "there is a column code3, and codes of this codebook have 2")
    // Codes are no codebook.
    let codes = try Codes([1, 2], bits: [4, 4])
    try CodesFile.writeTensors(codes, of: book(2), to: "\(folder.path)/c.safetensors")
    let none = #expect(throws: VectorFileError.self) { try CodebookFile(contentsOf: "\(folder.path)/c.safetensors") }
    #expect(none?.problem == "these are codes, and no codebook")
  }

  @Test func codesOfAnotherCodebookAreRefused() throws {
    let folder = TemporaryFolder()
    let path = "\(folder.path)/c.safetensors"
    func book(_ last: Double, beam: Int = 5) throws -> CodebookFile {
      CodebookFile(.residual(try ResidualQuantizer(codebooks: [[[0], [1]], [[0], [last]]], beamWidth: beam)))
    }
    let codes = try Codes([1, 0, 0, 1], bits: [1, 1])
    try CodesFile.writeTensors(codes, of: try book(2), to: path)
    // How they are searched, and what else a file says, makes no other codes.
    var same = try book(2, beam: 7)
    same.metadata["rows"] = "12"
    #expect(try CodesFile.read(path, of: same) == codes)
    let error = #expect(throws: VectorFileError.self) { try CodesFile.read(path, of: try book(2.0.nextUp)) }
    #expect(error?.problem.hasPrefix("the codes are of another codebook of 2 bits per vector") == true)
    // Files that do not say whose codes they are can be read.
    var file = try SafeTensorsFile(contentsOf: path)
    file.metadata["codebook"] = nil
    try file.write(to: path)
    #expect(try CodesFile.read(path, of: try book(3)) == codes)
  }
}
