import Foundation
import Testing

/// Outputs beside the parts of a folder.
@Suite struct PartsFolderTests {
  @Test func anOutputDoesNotBecomeAPart() throws {
    try Tool.withTool { tool throws in
      for folder in ["parts", "models"] {
        try FileManager.default.createDirectory(
          at: tool.folder.appending(path: folder), withIntermediateDirectories: false)
      }
      try tool.write("a,b\n1,2\n3,4\n10,11\n", to: "parts/1.csv")
      try tool.write("a,b\n5,6\n11,12\n", to: "parts/2.csv")
      for (input, output) in [("parts", "parts/centroids.csv"), ("./parts/", "models/../parts/m.safetensors")] {
        let refused = try tool.run("fit", input, "-k", "2", "-o", output)
        #expect(refused.exitCode == 64)
        #expect(refused.errors.contains("would be one of them the next time: write it elsewhere"), "\(refused.errors)")
      }
      let fit = try tool.run("fit", "parts", "-k", "2", "-o", "models/centroids.csv", "--json")
      #expect(fit.exitCode == 0 && (fit.json["data"] as? [String: Any])?["rows"] as? Int == 5, "\(fit.errors)")
    }
  }
}
