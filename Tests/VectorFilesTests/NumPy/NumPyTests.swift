import Matrices
import Testing
import VectorFiles

struct NumPyTests {
  @Test(
    arguments: [
      ("|b1", [0, 1, 2], [0, 1, 1]), ("?", [0, 1, 0], [0, 1, 0]), ("|i1", [0x80, 0xFF, 0x7F], [-128, -1, 127]),
      ("|u1", [0x80, 0xFF, 0], [128, 255, 0]), ("<i2", [0, 0x80, 0xFF, 0xFF, 1, 2], [-32768, -1, 513]),
      (">i2", [0x80, 0, 0xFF, 0xFF, 2, 1], [-32768, -1, 513]),
      ("<u2", [0, 0x80, 0xFF, 0xFF, 1, 2], [32768, 65535, 513]),
      ("<f2", [0, 0x3C, 0xFF, 0x7B, 1, 0x80], [1, 65504, -0x1p-24]),
      (">f2", [0x3C, 0, 0x7B, 0xFF, 4, 0], [1, 65504, 0x1p-14]),
      (">f4", [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 1], [1, -2, 0x1p-149]),
    ] as [(String, [UInt8], [Float])])
  func smallTypesBecomeFloatExactly(descr: String, bytes: [UInt8], values: [Float]) throws {
    #expect(
      try read(npy(descr, shape: "(1, 3)", bytes)).points == .float(Matrix(rows: 1, columns: 3, elements: values)))
  }

  @Test(
    arguments: [
      ("<i4", [0, 0, 0, 0x80], -0x1p31), (">i4", [0x7F, 0xFF, 0xFF, 0xFF], 0x1p31 - 1),
      ("<u4", [0xFF, 0xFF, 0xFF, 0xFF], 0x1p32 - 1), ("<i8", [0, 0, 0, 0, 0, 0, 0, 0x80], -0x1p63),
      ("<i8", [1, 0, 0, 0, 0, 0, 0x20, 0], 0x1p53), (">u8", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 0x1p64),
      (">f8", [0x3F, 0xF8, 0, 0, 0, 0, 0, 0], 1.5), ("=f8", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], 1.5),
    ] as [(String, [UInt8], Double)])
  func wideTypesBecomeDouble(descr: String, bytes: [UInt8], value: Double) throws {
    #expect(try read(npy(descr, shape: "(1,)", bytes)).points == .double([[value]]))
  }

  @Test func fortranOrderIsTransposedBack() throws {
    let bytes: [UInt8] = [1, 4, 2, 5, 3, 6]
    #expect(try read(npy("|u1", shape: "(2, 3)", fortran: true, bytes)).points == .float([[1, 2, 3], [4, 5, 6]]))
    let rows = 200
    let columns = 3
    let long = (0..<columns).flatMap { column in (0..<rows).map { UInt8(truncatingIfNeeded: $0 * 3 + column) } }
    let expected = (0..<(rows * columns)).map { Float(UInt8(truncatingIfNeeded: $0)) }
    #expect(
      try read(npy("|u1", shape: "(200, 3)", fortran: true, long)).points
        == .float(Matrix(rows: rows, columns: columns, elements: expected)))
  }

  @Test(arguments: [
    "{'descr':'|u1','fortran_order':False,'shape':(1,2)}", "{'shape': (1, 2,), 'fortran_order': False, 'descr': '|u1'}",
    "  { \"descr\" : \"|u1\" ,\n'fortran_order' :False , 'shape' : ( 1 ,\t2 ) , }   \n",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (1L, 2L), }",
  ])
  func oddButLegalHeadersAreRead(header: String) throws {
    for version in 1...3 as ClosedRange<UInt8> {
      #expect(try read(npy(header, [7, 8], version: version)).points == .float([[7, 8]]))
    }
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "{'descr': '|u1'}", "{'descr': '|u1', 'fortran_order': False, 'shape': (1)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (1 1)}", "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} x",
    "{'descr': '|u1' 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 'y'}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': 1}",
    "{'descr': '\\x75', 'fortran_order': False, 'shape': (1,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': '(1,)'}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '|u1', 'fortran_order': False, 'shape': (,)}",
    "{'descr': ('a', 'b'), 'fortran_order': False, 'shape': (1,)}",
  ])
  func badHeadersAreErrors(header: String) {
    let error = failure { () throws(VectorFileError) in try read(npy(header, [7])) }
    #expect(error?.kind == .badData)
    #expect(error?.problem.contains("header") == true, "\(String(describing: error))")
  }

  @Test(arguments: ["<c8", "|O", "<U3", "|S3", "<M8[s]", "|V8", "<f16", "<i3", "f", "", "<"])
  func otherTypesAreErrors(descr: String) {
    let error = failure { () throws(VectorFileError) in try read(npy(descr, shape: "(1,)", [0])) }
    #expect(error?.problem.contains("not real numbers") == true)
  }

  @Test func unknownVersionsAreErrors() {
    let error = failure { () throws(VectorFileError) in try read(npy("{}", [], version: 4)) }
    #expect(error?.location == .byte(6))
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/x"
    let floats: Matrix<Float> = [[1, -0x1p-149, 3], [.greatestFiniteMagnitude, 0.1, 6]]
    try NumPyFile.write(floats, to: path)
    #expect(try VectorFileReader().read(path).points == .float(floats))
    try NumPyFile.write(NumericMatrix.double(floats.converted()), to: path)
    #expect(try VectorFileReader().read(path).points == .double(floats.converted()))
    try NumPyFile.write([-1, 0, .max] as [Int32], to: path)
    #expect(try VectorFileReader().readLabels(path) == [-1, 0, Int(Int32.max)])
    #expect(try VectorFileReader().read(path).elementType == .int32)
    try NumPyFile.write([0.1, 0.2] as [Double], to: path)
    #expect(try VectorFileReader().readWeights(path) == [0.1, 0.2])
    try NumPyFile.write([0.5, 0.25] as [Float], to: path)
    #expect(try VectorFileReader().readWeights(path) == [0.5, 0.25])
    #expect(folder.contents() == ["x"])
  }

  @Test func theBytesWrittenAreThoseOfNumPy() throws {
    let folder = TemporaryFolder()
    try NumPyFile.write([1, 2] as [Int32], to: folder.path + "/x")
    let header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }"
    let padding = String(repeating: " ", count: 128 - 10 - header.count - 1) + "\n"
    #expect(contents(folder.path + "/x") == npy(header + padding, [1, 0, 0, 0, 2, 0, 0, 0]))
  }

  @Test func aMappedFileOutlivesItsName() throws {
    let points: NumericMatrix
    do {
      let folder = TemporaryFolder()
      try NumPyFile.write([[1, 2], [3, 4]] as Matrix<Double>, to: folder.path + "/x")
      points = try VectorFileReader().read(folder.path + "/x").points
    }
    #expect(points == .double([[1, 2], [3, 4]]))
  }

  @Test func elementsThatAreNotAlignedAreCopied() throws {
    let bytes: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF8, 0x3F]
    for padding in 0..<8 {
      let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}" + String(repeating: " ", count: padding)
      #expect(try read(npy(header, bytes)).points == .double([[1.5]]))
    }
  }

  /// Refused in a line that people can read, and in linear time: axes looked at once for each would take hours.
  @Test(.timeLimit(.minutes(10)), arguments: [65, 50_000, 500_000])
  func manyAxesAreRefusedInOneLine(count: Int) throws {
    let shape = "(" + String(repeating: "1, ", count: count) + ")"
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
    let error = failure { () throws(VectorFileError) in
      try read(npy(header, [UInt8](repeating: 0, count: 8), version: 2))
    }
    #expect(error?.kind == .badData)
    #expect(error?.problem == "the shape (1, 1, 1, 1, 1, 1, 1, 1, ...) has \(count) dimensions instead of 2")
  }
}
