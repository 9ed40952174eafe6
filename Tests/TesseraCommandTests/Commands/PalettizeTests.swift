import Foundation
import Tessera
import TesseraTestSupport
import Testing

/// `tessera palettize`.
@Suite struct PalettizeTests {
  /// Two tensors whose optima are known, one that is none, and importances of the first.
  static func write(_ tool: Tool) throws {
    func tensor(_ values: [Float], _ shape: [Int]) -> SafeTensorsFile.Tensor {
      let bytes = values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
      return SafeTensorsFile.Tensor(elementType: .float32, shape: shape, bytes: bytes)
    }
    var file = SafeTensorsFile()
    file.metadata["format"] = "pt"
    file.tensors["a"] = tensor([1, 2, 10, 11, 12, 1, 2, 10, 11, 12], [2, 5])
    file.tensors["b"] = tensor(Array(repeating: [3, 3, 3, 4], count: 4).flatMap { $0 }, [4, 4])
    file.tensors["steps"] = SafeTensorsFile.Tensor([7] as [UInt64])
    try file.write(to: tool.path(of: "m.safetensors"))
    var fisher = SafeTensorsFile()
    fisher.tensors["a"] = tensor([1, 1, 5, 1, 1], [5])
    fisher.tensors["c"] = tensor([1], [1])
    try fisher.write(to: tool.path(of: "f.safetensors"))
  }

  @Test func theReportHasErrorAndOptimum() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let finished = try tool.run(
        "palettize", "m.safetensors", "--bits", "1", "--importance", "f.safetensors", "-o", "p.safetensors", "--json")
      try Snapshot(name: "keys-palettize.txt").expect(try JSONOutline(finished.output).text)
      let json = finished.json
      #expect(json["schema"] as? String == "tessera.palettize/1")
      let tensors = try #require(json["tensors"] as? [[String: Any]])
      #expect(tensors.map { $0["name"] as? String } == ["a", "b"])
      #expect(tensors.map { $0["importance"] as? String } == ["inputs", nil])
      let optimum = try #require(tensors[0]["optimum"] as? Double)
      #expect(abs(optimum - 2 * (0.5 + 182.0 / 49)) < 1e-12)
      let error = try #require(tensors[0]["error"] as? Double)
      #expect(error >= optimum && error < optimum + 1e-5 && tensors[0]["uniform"] as? Double == 44)
      #expect(tensors[1]["error"] as? Double == 0 && tensors[1]["optimum"] as? Double == 0)
      #expect((json["copied"] as? [[String: Any]])?.map { $0["reason"] as? String } == ["uint64 is no type of weights"])
      #expect(json["unusedImportances"] as? [String] == ["c"])
      #expect((json["total"] as? [String: Any])?["weights"] as? Int == 26)
    }
  }

  @Test func theTextIsATable() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let text = try tool.run("palettize", "m.safetensors", "--bits", "1", "--group-size", "5", "-o", "p.safetensors")
      #expect(
        text.output == """
          tensor  shape     type  tables  bits   error  above optimum  even levels
          a       2 x 5  float32       2  14.4  0.676%             0%        1.62%
          error and even levels: squares lost, as a share of all
          copied b: groups of 5 do not divide its shape
          copied steps: uint64 is no type of weights
          wrote p.safetensors: \(try tool.bytes(of: "p.safetensors").count) bytes of \(try tool.bytes(of: "m.safetensors").count)

          """, "\(text.output)")
      let weighted = try tool.run(
        "palettize", "m.safetensors", "--bits", "2", "--importance", "f.safetensors", "-o", "p.safetensors")
      #expect(weighted.output.contains("no importances, all weights count the same: b\n"))
      #expect(weighted.output.contains("importances of no weights that became palettes: c\n"))
    }
  }

  @Test func palettesBecomeWeightsAgain() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      #expect(try tool.run("palettize", "m.safetensors", "--bits", "3", "-o", "p.safetensors").exitCode == 0)
      let back = try tool.run("palettize", "p.safetensors", "--dequantize", "-o", "w.safetensors")
      #expect(back.output == "wrote w.safetensors: 2 tensors of palettes made weights again\n", "\(back.errors)")
      #expect(
        try SafeTensorsFile(contentsOf: tool.path(of: "w.safetensors"))
          == SafeTensorsFile(contentsOf: tool.path(of: "m.safetensors")))
      let json = try tool.run("palettize", "p.safetensors", "--dequantize", "-o", "v.safetensors", "--json").json
      #expect(json["schema"] as? String == "tessera.dequantize/1" && json["tensors"] as? Int == 2)
    }
  }

  @Test(arguments: [
    (["m.safetensors", "-o", "p.safetensors"], "--bits is missing"),
    (["m.safetensors", "--bits", "9", "-o", "p.safetensors"], "--bits lies in 1 ... 8"),
    (["m.safetensors", "--bits", "4", "-o", "p.npy"], "ends in .safetensors"),
    (["m.safetensors", "--bits", "4", "-o", "m.safetensors"], "would be overwritten"),
    (["m.safetensors", "--bits", "4", "--group-size", "row", "-o", "p.safetensors"], "group-size"),
    (["m.safetensors", "--bits", "4", "--group-size", "0", "-o", "p.safetensors"], "group-size"),
    (["m.safetensors", "--bits", "4", "--vector", "0", "-o", "p.safetensors"], "--vector is at least 1"),
    (["m.safetensors", "--bits", "4", "--threads", "0", "-o", "p.safetensors"], "--threads lies in"),
    (
      ["m.safetensors", "--bits", "4", "--seed", "4", "-o", "p.safetensors"],
      "--seed: tables of single weights draw nothing"
    ),
    ([".", "--bits", "4", "-o", "p.safetensors"], "palettize each .safetensors by itself"),
    (["m.safetensors.index.json", "--bits", "4", "-o", "p.safetensors"], "palettize each .safetensors by itself"),
    (["m.safetensors", "--dequantize", "--bits", "4", "-o", "p.safetensors"], "--bits is not for --dequantize"),
    (["m.safetensors", "--dequantize", "--seed", "4", "-o", "p.safetensors"], "--seed is not for --dequantize"),
  ]) func mistakesOfUse(_ arguments: [String], _ message: String) throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      let refused = try tool.run(["palettize"] + arguments)
      #expect(refused.exitCode == 64 && refused.errors.contains(message), "\(refused.errors)")
      #expect(try !tool.files.contains("p.safetensors"))
    }
  }

  @Test func filesThatAreNotThere() throws {
    try Tool.withTool { tool throws in
      try Self.write(tool)
      for arguments in [["x.safetensors"], ["m.safetensors", "--importance", "x.safetensors"]] {
        let finished = try tool.run(["palettize"] + arguments + ["--bits", "2", "-o", "p.safetensors"])
        #expect(finished.exitCode == 66 && finished.errors.contains("x.safetensors"), "\(finished.errors)")
      }
      let none = try tool.run("palettize", "m.safetensors", "--dequantize", "-o", "p.safetensors")
      #expect(none.exitCode == 65 && none.errors.contains("m.safetensors: it holds no palettes"), "\(none.errors)")
    }
  }
}
