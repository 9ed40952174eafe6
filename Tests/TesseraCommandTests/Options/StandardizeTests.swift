import Foundation
import Tessera
import Testing

/// `--standardize` from the fit to the model and back.
@Suite struct StandardizeTests {
  /// Two clusters by y; x, in another unit, would decide alone.
  private static let points = "x,y\n0,0\n1000,0\n2000,0\n0,4\n1000,4\n2000,4\n"

  @Test func centroidsAreInTheUnitsOfTheData() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.points, to: "x.csv")
      try tool.write("900,0\n1000,5\n", to: "c.csv")
      let plain = try tool.run("fit", "x.csv", "-k", "2")
      #expect(
        plain.errors == """
          x.csv: “x” carries 99 % of the variance and decides the clusters; --standardize gives all columns the same \
          weight

          """)
      let finished = try tool.run("fit", "-k", "2", "--initializer", "./c.csv", "--standardize", "x.csv")
      #expect(finished.exitCode == 0 && finished.errors == "", "\(finished.errors)")
      #expect(finished.output.contains("(columns standardized: zscore)"))
      let rows = finished.output.split(separator: "\n").suffix(2).map { $0.split(separator: " ") }
      #expect(Set(rows.map { $0.suffix(2).joined(separator: " ") }) == ["1000 0", "1000 4"], "\(finished.output)")
      // x: mean 1000, deviation 816.5; within clusters 4 * 1.5 is left.
      let json = try tool.run(
        "fit", "x.csv", "-k", "2", "--initializer", "./c.csv", "--standardize", "zscore", "--json"
      ).json
      #expect(((json["inertia"] as? Double ?? 0) - 6).magnitude < 1e-12)
      let scaling = try #require(json["scaling"] as? [String: Any])
      #expect(scaling["method"] as? String == "zscore" && scaling["offsets"] as? [Double] == [1000, 2])
      #expect(try tool.run("fit", "x.csv", "-k", "2", "--json").json["scaling"] is NSNull)
      #expect(try tool.run("fit", "x.csv", "-k", "2", "--standardize=cubic").exitCode == 64)
    }
  }

  @Test(arguments: ["zscore", "robust", "range"]) func theModelKeepsTheScaling(method: String) throws {
    try Tool.withTool { tool throws in
      let iris = Tool.example("iris.csv")
      let fit = ["fit", iris, "-k", "3", "--standardize", method]
      let json = try tool.run(fit + ["-o", "m.safetensors", "--labels-output", "l.npy", "--json"]).json
      #expect(try tool.run("assign", iris, "--model", "m.safetensors", "-o", "a.npy").exitCode == 0)
      #expect(try tool.bytes(of: "a.npy") == tool.bytes(of: "l.npy"))
      let evaluated = try tool.run("evaluate", iris, "--model", "m.safetensors", "--json").json
      #expect(evaluated["inertia"] as? Double == json["inertia"] as? Double)
      #expect((evaluated["scaling"] as? [String: Any])?["method"] as? String == method)
      let file = try ModelFile(contentsOf: tool.path(of: "m.safetensors"))
      let scaling = try #require(file.scaling)
      #expect(scaling.method.rawValue == method && file.metadata["scaling"] == method)
      #expect(file.centroids == scaling.restored(file.scaledCentroids) && file.centroids != file.scaledCentroids)
      // In the units of the data: the longest petals are those of virginica.
      #expect((0..<3).contains { (5.3...6).contains(file.centroids[$0, 2]) })
      #expect(try tool.run(fit + ["-o", "c.npy"]).exitCode == 0)
      let centroids = try VectorFileReader().read(tool.path(of: "c.npy")).points
      #expect(centroids == .double(file.centroids))
      // They start another fit where they are.
      let again = try tool.run(fit + ["--initializer", "./c.npy", "--max-iterations", "0", "--json"]).json
      let inertia = try #require(again["inertia"] as? Double)
      #expect((inertia - (json["inertia"] as? Double ?? 0)).magnitude < 1e-9 * inertia)
    }
  }

  @Test func anUnusableScalingIsRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write(Self.points, to: "x.csv")
      #expect(try tool.run("fit", "x.csv", "-k", "2", "--standardize", "-o", "m.safetensors").exitCode == 0)
      for change in 0..<4 {
        var file = try SafeTensorsFile(contentsOf: tool.path(of: "m.safetensors"))
        switch change {
        case 0: file.tensors["columnScales"] = nil
        case 1: file.tensors["columnScales"] = .init([[1, 0]] as Matrix<Double>)
        case 2: file.tensors["scaledCentroids"] = .init([[1, 0]] as Matrix<Double>)
        default: file.metadata["scaling"] = "cubic"
        }
        try file.write(to: tool.path(of: "broken.safetensors"))
        let finished = try tool.run("assign", "x.csv", "--model", "broken.safetensors", "-o", "l.npy")
        #expect(finished.exitCode == 65 && finished.errors.contains("broken.safetensors: the scaling"), "\(change)")
      }
    }
  }
}
