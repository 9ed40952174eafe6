import VectorFiles

@testable import Tessera

extension FuzzTarget {
  /// A model, which becomes palettes and weights again, or palettes, which become weights. The first three bytes choose options.
  static let palettes = FuzzTarget("palettes") { bytes in
    var choices = FuzzChoices(bytes)
    var options = PaletteOptions(bits: choices.one(of: [1, 2, 3, 8]))
    options.grouping = choices.one(of: [.tensor, .channel, .size(2), .size(8)])
    options.vectorLength = choices.one(of: [1, 1, 2, 4])
    options.threadCount = 1
    let file = FuzzFile("p.safetensors", choices.rest)
    return withExtendedLifetime(file) {
      do throws(PaletteFileError) {
        guard let read = try? SafeTensorsFile(contentsOf: file.path) else { return nil }
        if read.metadata[PaletteFile.key] != nil { return try weightsFinding(file.path) }
        let small = FuzzFile("s.safetensors")
        let summary = try PaletteFile.palettize(file.path, options, to: small.path)
        for tensor in summary.palettized where !(tensor.errors.error >= 0 && tensor.errors.error < .infinity) {
          return "\(tensor.name) has the error \(tensor.errors.error)"
        }
        return try weightsFinding(small.path)
      } catch {
        if case .file(let error) = error { return error.finding }
        return "\(error)"
      }
    }
  }

  /// Weights of palettes have their palettes' types and shapes.
  private static func weightsFinding(_ path: String) throws(PaletteFileError) -> String? {
    let back = FuzzFile("w.safetensors")
    let count = try PaletteFile.dequantize(path, to: back.path, threadCount: 1)
    guard let weights = try? SafeTensorsFile(contentsOf: back.path), let read = try? SafeTensorsFile(contentsOf: path)
    else { return "what is written cannot be read" }
    return weights.tensors.count == read.tensors.count - count && weights.metadata[PaletteFile.key] == nil
      ? nil : "there are \(weights.tensors.count) tensors"
  }
}
