import Matrices
import Testing
import VectorFiles

struct SafeTensorsTests {
  private func read(_ header: String, _ data: [UInt8], length: Int? = nil) throws(VectorFileError) -> SafeTensorsFile {
    let count = length ?? header.utf8.count
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8) + data
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { () throws(VectorFileError) in
      try SafeTensorsFile(contentsOf: folder.file("x", bytes))
    }
  }

  @Test func whatIsWrittenIsRead() throws {
    var file = SafeTensorsFile()
    file.metadata = ["b": "quote \" slash \\ line\n tab\t null\0 Größe 😀", "a": ""]
    file.tensors["centroids"] = SafeTensorsFile.Tensor([[1, 2], [3, 4]] as Matrix<Double>)
    file.tensors["small"] = SafeTensorsFile.Tensor([[0.5]] as Matrix<Float>)
    file.tensors["scalar"] = SafeTensorsFile.Tensor(elementType: .uint8, shape: [], bytes: [7])
    file.tensors["none"] = SafeTensorsFile.Tensor(elementType: .int16, shape: [0, 3], bytes: [])
    for type in ElementType.allCases {
      file.tensors[.init("t" + type.rawValue)] = SafeTensorsFile.Tensor(
        elementType: type, shape: [1], bytes: Array(repeating: 0, count: type.byteCount))
    }
    let folder = TemporaryFolder()
    try file.write(to: folder.path + "/a")
    try file.write(to: folder.path + "/b")
    let again = try SafeTensorsFile(contentsOf: folder.path + "/a")
    #expect(again == file)
    #expect(again.tensors["centroids"]?.matrix == .double([[1, 2], [3, 4]]))
    #expect(again.tensors["small"]?.matrix == .float([[0.5]]))
    #expect(again.tensors["scalar"]?.matrix == nil)
    #expect(contents(folder.path + "/a") == contents(folder.path + "/b"))
  }

  @Test func theBytesWrittenAreThoseOfTheFormat() throws {
    var file = SafeTensorsFile()
    file.metadata["k"] = "v"
    file.tensors["x"] = SafeTensorsFile.Tensor([[1]] as Matrix<Float>)
    let folder = TemporaryFolder()
    try file.write(to: folder.path + "/x")
    let header = #"{"__metadata__":{"k":"v"},"x":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.count % 8) % 8)
    #expect(
      contents(folder.path + "/x") == [UInt8(padded.count), 0, 0, 0, 0, 0, 0, 0] + Array(padded.utf8) + [
        0, 0, 0x80, 0x3F,
      ])
  }

  @Test func halfPrecisionBecomesFloat() throws {
    let file = try read(
      #" {"h": {"shape": [1], "dtype": "F16", "data_offsets": [0, 2]}, "b": {"dtype":"BF16","shape":[1,1],"data_offsets":[2,4]}} "#,
      [0, 0x3C, 0x80, 0xBF])
    #expect(file.tensors["h"]?.matrix == .float([[1]]))
    #expect(file.tensors["b"]?.matrix == .float([[-1]]))
  }

  @Test(arguments: [
    #""#, #"{"#, #"[]"#, #"{}x"#, #"{"x":1}"#, #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}"#,
    #"{"x":{"shape":[1],"data_offsets":[0,4]}}"#, #"{"x":{"dtype":"F32","data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[1]}}"#, #"{"x":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
    #"{"x":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}"#,
    #"{"x":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#,
    #"{"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"y":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"x":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":{"a":1},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":"a","x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, #"{"a\x":1}"#, #"{"a":01}"#, #"{"a":nul}"#,
    #"{"a":[[[[[[[[[[[[1]]]]]]]]]]]]}"#, #"{"a":1e999}"#, "{\"a\nb\":1}", #"{"a\u12"#, #"{"a\ud83d\u"#, #"{"a":"#,
  ])
  func brokenHeadersAreErrors(header: String) {
    let error = failure { () throws(VectorFileError) in try read(header, [0, 0, 0, 0]) }
    #expect(error?.kind == .badData)
    #expect(error?.problem.hasPrefix("bad safetensors file") == true)
  }

  @Test(arguments: [-1, 3, Int.max, 1 << 40])
  func aWrongLengthIsAnError(length: Int) {
    #expect(failure { () throws(VectorFileError) in try read("{}", [], length: length) }?.kind == .badData)
  }

  @Test func escapesAreResolved() throws {
    let file = try read(#"{"__metadata__":{"\u0061\ud83d\ude00\/\b\f\r":"\n\t\"\\"}}"#, [])
    #expect(file.metadata == ["a😀/\u{8}\u{C}\r": "\n\t\"\\"])
  }

  @Test func aMissingFileIsNoInput() {
    #expect(failure { () throws(VectorFileError) in try SafeTensorsFile(contentsOf: "/nonexistent") }?.kind == .noInput)
  }

  /// “é” in one scalar and in two: strings are equal, keys are not.
  @Test func namesAreTheirBytes() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    let file = try read(
      """
      {"__metadata__":{"\(composed)":"1","\(decomposed)":"2"},
       "\(composed)":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},
       "\(decomposed)":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}
      """, [7, 8])
    #expect(composed == decomposed)
    #expect(file.tensors.count == 2 && file.metadata.count == 2)
    #expect(file.tensors[.init(composed)]?.bytes == [7])
    #expect(file.tensors[.init(decomposed)]?.bytes == [8])
    #expect(file.metadata[.init(decomposed)] == "2")
    let folder = TemporaryFolder()
    try file.write(to: folder.path + "/x")
    #expect(try SafeTensorsFile(contentsOf: folder.path + "/x") == file)
  }

  /// Equality of strings takes quadratic time in a run of combining marks: this would take hours.
  @Test(.timeLimit(.minutes(10))) func aKeyOfCombiningMarksIsReadAsFastAsAnyOther() throws {
    // Two classes in turn, the wrong way round: whoever normalises has to sort them.
    let marks = String(repeating: "\u{301}\u{323}", count: 200_000)
    let file = try read(
      #"{"\#(marks)":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"\#(marks)":0},"\#(marks)a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
      [7, 8])
    #expect(file.tensors.count == 2)
    #expect(file.tensors[.init(marks)]?.bytes == [7])
    let error = failure { () throws(VectorFileError) in
      try read(#"{"x":{"dtype":"\#(marks)","shape":[1],"data_offsets":[0,1]}}"#, [7])
    }
    #expect(error?.problem.hasPrefix("bad safetensors file: “x” has the unsupported type “\\xCC\\x81") == true)
  }
}
