import Foundation
import Tessera
import TesseraTestSupport
import Testing

/// Checkpoints of palettes.
@Suite struct PaletteFileTests {
  private let folder = TemporaryFolder()

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private static func floats(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var generator = TestGenerator(seed: seed)
    return (0..<count).map { _ in Float(generator.signedUnit() * generator.unit()) }
  }

  private static func tensor(_ values: [Float], _ shape: [Int]) -> SafeTensorsFile.Tensor {
    SafeTensorsFile.Tensor(
      elementType: .float32, shape: shape,
      bytes: values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } })
  }

  /// Two weights, a half, and three tensors that are none.
  private func model() throws -> SafeTensorsFile {
    var file = SafeTensorsFile()
    file.metadata = ["format": "pt", "note": "kept"]
    file.tensors["a.weight"] = Self.tensor(Self.floats(6 * 20), [6, 20])
    file.tensors["b.weight"] = Self.tensor(Self.floats(10 * 3 * 4, seed: 2), [10, 3, 4])
    file.tensors["half"] = SafeTensorsFile.Tensor(
      elementType: .float16, shape: [40], bytes: (0..<40).flatMap { [UInt8($0), 0x3C] })
    file.tensors["steps"] = SafeTensorsFile.Tensor([7, 8] as [UInt64])
    file.tensors["small"] = Self.tensor([1, 2], [2])
    file.tensors["scalar"] = Self.tensor([3], [])
    try file.write(to: path("model.safetensors"))
    return file
  }

  @Test func whatIsWrittenIsWhatTheLibraryMakes() throws {
    let model = try model()
    var options = PaletteOptions(bits: 3)
    let summary = try PaletteFile.palettize(path("model.safetensors"), options, to: path("small.safetensors"))
    let small = try SafeTensorsFile(contentsOf: path("small.safetensors"))
    #expect(summary.palettized.map(\.name) == ["a.weight", "b.weight", "half"])
    #expect(
      summary.copied.map(\.reason) == [
        "no axis, or no weight", "codes and tables would take 33 bytes, and its weights 8",
        "uint64 is no type of weights",
      ])
    #expect(summary.copied.map(\.name) == ["scalar", "small", "steps"])
    for name in ["scalar", "small", "steps"] as [SafeTensorsFile.Key] {
      #expect(small.tensors[name] == model.tensors[name])
    }
    options.threadCount = 1
    let made = try PalettizedTensor(Self.floats(120, seed: 2), shape: [10, 3, 4], options)
    #expect(
      small.tensors["b.weight.indices"]?.bytes == made.indices && small.tensors["b.weight.indices"]?.shape == [45])
    #expect(small.tensors["b.weight.lut"]?.bytes == made.tables)
    #expect(small.tensors["b.weight.lut"]?.shape == [1, 1, 1, 8, 1])
    #expect(small.tensors["half.lut"]?.elementType == .float16)
    #expect(summary.palettized[1].errors == made.errors && summary.palettized[1].importances == nil)
    #expect(small.tensors.count == 9 && small.metadata["format"] == "pt" && small.metadata["note"] == "kept")
    #expect(
      small.metadata["tessera.palettes"]
        == #"{"schema":"tessera.palettes/1","tensors":{"a.weight":{"shape":[6,20],"bits":3,"vector":1,"axis":1},"#
        + #""b.weight":{"shape":[10,3,4],"bits":3,"vector":1,"axis":1},"#
        + #""half":{"shape":[40],"bits":3,"vector":1,"axis":0}}}"#)
    #expect(summary.weightCount == 280 && summary.bytesRead == contents(path("model.safetensors")).count)
    #expect(summary.bytesWritten == contents(path("small.safetensors")).count)
    #expect(summary.bitsPerWeight == 8 * 185.0 / 280)
  }

  @Test(arguments: [1, 5, 8], [1, 2]) func palettesBecomeWeightsAgain(bits: Int, vector: Int) throws {
    let model = try model()
    var options = PaletteOptions(bits: bits)
    (options.grouping, options.vectorLength) = (.channel, vector)
    let summary = try PaletteFile.palettize(path("model.safetensors"), options, to: path("small.safetensors"))
    let count = try PaletteFile.dequantize(path("small.safetensors"), to: path("again.safetensors"))
    #expect(count == summary.palettized.count)
    let again = try SafeTensorsFile(contentsOf: path("again.safetensors"))
    #expect(again.metadata == model.metadata && Set(again.tensors.keys) == Set(model.tensors.keys))
    for (name, tensor) in model.tensors {
      #expect(again.tensors[name]?.shape == tensor.shape && again.tensors[name]?.elementType == tensor.elementType)
    }
    for copied in summary.copied { #expect(again.tensors[copied.name] == model.tensors[copied.name]) }
    if let made = summary.palettized.first(where: { $0.name == "a.weight" }) {
      let expected = try PalettizedTensor(Self.floats(120), shape: [6, 20], options).weights
      #expect(
        again.tensors["a.weight"]?.matrix == .float(Matrix(rows: 6, columns: 20, elements: expected.map { Float($0) })))
      #expect(made.layout.groups == [6, 1])
    }
    // Weights that are palettes already stay what they are.
    let twice = try PaletteFile.palettize(path("again.safetensors"), options, to: path("twice.safetensors"))
    if vector == 1 {
      #expect(twice.errors.error == 0)
      #expect(contents(path("twice.safetensors")) == contents(path("small.safetensors")))
    }
  }

  /// Vectors along the inputs of a convolution, whose elements are nine apart.
  @Test func vectorsOfConvolutionsBecomeWeightsAgain() throws {
    var file = SafeTensorsFile()
    let values = Self.floats(16 * 8 * 9)
    file.tensors["conv"] = Self.tensor(values, [16, 8, 3, 3])
    try file.write(to: path("conv.safetensors"))
    var options = PaletteOptions(bits: 3)
    options.vectorLength = 4
    _ = try PaletteFile.palettize(path("conv.safetensors"), options, to: path("small.safetensors"))
    _ = try PaletteFile.dequantize(path("small.safetensors"), to: path("again.safetensors"))
    let made = try PalettizedTensor(values, shape: [16, 8, 3, 3], options)
    let again = try SafeTensorsFile(contentsOf: path("again.safetensors")).tensors["conv"]
    #expect(again == Self.tensor(made.weights.map { Float($0) }, [16, 8, 3, 3]))
    #expect(made.errors.relative < 0.7)
  }

  @Test func importancesAreFoundByName() throws {
    _ = try model()
    var fisher = SafeTensorsFile()
    let each = (0..<120).map { Float($0 % 4) }
    fisher.tensors["a.weight"] = Self.tensor(each, [6, 20])
    fisher.tensors["b.weight"] = Self.tensor([1, 0, 3], [3])
    fisher.tensors["other"] = Self.tensor([1], [1])
    try fisher.write(to: path("f.safetensors"))
    let options = PaletteOptions(bits: 2)
    func run() throws -> PaletteSummary {
      try PaletteFile.palettize(
        path("model.safetensors"), importances: path("f.safetensors"), options, to: path("small.safetensors"))
    }
    let summary = try run()
    #expect(summary.palettized.map(\.importances) == [.weights, .inputs, nil])
    #expect(summary.unusedImportances == ["other"])
    let made = try PalettizedTensor(
      Self.floats(120), shape: [6, 20], importances: .weights(each.map { Double($0) }), options)
    #expect(summary.palettized[0].errors == made.errors)
    let short = try PalettizedTensor(
      Self.floats(120, seed: 2), shape: [10, 3, 4], importances: .inputs([1, 0, 3]), options)
    #expect(summary.palettized[1].errors == short.errors)

    func problem(_ tensor: SafeTensorsFile.Tensor, _ name: SafeTensorsFile.Key = "a.weight") throws -> String {
      var fisher = SafeTensorsFile()
      fisher.tensors[name] = tensor
      try fisher.write(to: path("f.safetensors"))
      let before = contents(path("small.safetensors"))
      var text = ""
      do { _ = try run() } catch { text = "\(error)" }
      #expect(contents(path("small.safetensors")) == before)
      return text.replacingOccurrences(of: folder.path + "/", with: "")
    }
    #expect(
      try problem(Self.tensor([1, 2, 3], [3])).hasPrefix(
        "f.safetensors:a.weight: importances of shape [3] for weights of shape [6, 20]; give one per weight"))
    var bad = each
    bad[43] = -1
    #expect(
      try problem(Self.tensor(bad, [6, 20])).hasPrefix(
        "f.safetensors:a.weight: the importance at [2, 3] is negative, NaN or infinite"))
    #expect(
      try problem(SafeTensorsFile.Tensor(elementType: .uint8, shape: [20], bytes: Array(repeating: 1, count: 20)))
        .contains("these are uint8"))
    #expect(
      try problem(Self.tensor(each, [6, 20]), "weight")
        == "f.safetensors: none of its tensors has the name of weights of "
        + "model.safetensors; give importances the names of their weights (a.weight)")
  }

  @Test func filesThatCannotBePalettesAreRefused() throws {
    var file = try model()
    let options = PaletteOptions(bits: 2)
    func problem(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)".replacingOccurrences(of: folder.path + "/", with: "") }
      return ""
    }
    file.tensors["a.weight.lut"] = Self.tensor([1], [1])
    try file.write(to: path("taken.safetensors"))
    #expect(
      problem { _ = try PaletteFile.palettize(path("taken.safetensors"), options, to: path("out.safetensors")) }
        == "taken.safetensors: it has a tensor a.weight.lut, which a part of the palettes of a.weight is called; "
        + "give it another name")
    var weights = Self.floats(120)
    weights[119] = .nan
    file.tensors["a.weight"] = Self.tensor(weights, [6, 20])
    file.tensors["a.weight.lut"] = nil
    try file.write(to: path("bad.safetensors"))
    #expect(
      problem { _ = try PaletteFile.palettize(path("bad.safetensors"), options, to: path("out.safetensors")) }
        == "bad.safetensors:a.weight: the weight at [5, 19] is NaN or infinite; repair the model")
    #expect(
      problem { _ = try PaletteFile.dequantize(path("model.safetensors"), to: path("out.safetensors")) }
        .contains("model.safetensors: it holds no palettes"))
    _ = try PaletteFile.palettize(path("model.safetensors"), options, to: path("small.safetensors"))
    #expect(
      problem { _ = try PaletteFile.palettize(path("small.safetensors"), options, to: path("out.safetensors")) }
        .contains("small.safetensors: its weights are palettes already"))
    #expect(folder.contents().allSatisfy { $0 != "out.safetensors" })
  }

  /// Whatever is wrong with what the metadata say, nothing is read that is not there.
  @Test func damagedPalettesAreRefused() throws {
    _ = try model()
    _ = try PaletteFile.palettize(path("model.safetensors"), PaletteOptions(bits: 2), to: path("small.safetensors"))
    let small = try SafeTensorsFile(contentsOf: path("small.safetensors"))
    let text = small.metadata["tessera.palettes"] ?? ""
    let changes = [
      ("\"bits\":2", "\"bits\":3"), ("\"bits\":2", "\"bits\":9"), ("\"bits\":2", "\"bits\":0"), ("[6,20]", "[6,21]"),
      ("[6,20]", "[120]"), ("[6,20]", "[6,-20]"), ("[6,20]", "[6,4611686018427387904]"), ("[6,20]", "[6,20.5]"),
      ("\"vector\":1", "\"vector\":2"), ("\"vector\":1", "\"vector\":0"), ("\"axis\":1", "\"axis\":0"),
      ("a.weight", "c.weight"), ("a.weight", "b.weight"), ("/1", "/2"), ("{", "["), ("\"axis\":1", "\"x\":1"),
    ]
    for (old, new) in changes {
      var file = small
      file.metadata["tessera.palettes"] = text.replacingOccurrences(of: old, with: new)
      try file.write(to: path("damaged.safetensors"))
      #expect(throws: PaletteFileError.self, "\(new)") {
        try PaletteFile.dequantize(path("damaged.safetensors"), to: path("out.safetensors"))
      }
    }
    #expect(try PaletteFile.dequantize(path("small.safetensors"), to: path("out.safetensors")) == 3)
  }

  /// One tensor after the other, or several at once: the same file.
  @Test func threadsDoNotMatter() throws {
    _ = try model()
    for threads in [1, 2, 5] {
      var options = PaletteOptions(bits: 4)
      options.threadCount = threads
      _ = try PaletteFile.palettize(path("model.safetensors"), options, to: path("\(threads).safetensors"))
    }
    #expect(contents(path("1.safetensors")) == contents(path("2.safetensors")))
    #expect(contents(path("1.safetensors")) == contents(path("5.safetensors")))
  }
}
