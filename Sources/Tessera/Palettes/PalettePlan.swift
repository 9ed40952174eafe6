internal import Palettes
internal import VectorFiles

/// What is to become of the tensors of a file.
struct PalettePlan {
  private(set) var tensors: [PlannedTensor] = []
  private(set) var copied: [PaletteSummary.Copied] = []
  private(set) var unusedImportances: [SafeTensorsFile.Key] = []
  private(set) var outlines: [SafeTensorsFile.Key: SafeTensorsOutline] = [:]
  private(set) var metadata: [SafeTensorsFile.Key: String]

  init(
    _ reader: SafeTensorsReader, _ importances: SafeTensorsReader?, _ options: PaletteOptions
  ) throws(PaletteFileError) {
    metadata = reader.metadata
    var named: [SafeTensorsFile.Key: SafeTensorsReader.Tensor] = [:]
    for tensor in importances?.tensors ?? [] { named[tensor.name] = tensor }
    for tensor in reader.tensors {
      do throws(Reason) {
        let (type, layout) = try Self.layout(tensor, options)
        var planned = PlannedTensor(tensor: tensor, type: type, layout: layout)
        if let importances, let own = named.removeValue(forKey: tensor.name) {
          planned.importances = try PaletteFile.importances(own, importances, layout)
        }
        tensors.append(planned)
      } catch {
        switch error {
        case .refused(let error): throw error
        case .copied(let reason):
          outlines[tensor.name] = SafeTensorsOutline(tensor.elementType, tensor.shape)
          copied.append(
            .init(name: tensor.name, elementType: tensor.elementType, shape: tensor.shape, reason: reason))
        }
      }
    }
    for planned in tensors {
      let type = planned.tensor.elementType
      let parts = [
        (planned.indicesName, SafeTensorsOutline(.uint8, [planned.layout.indexByteCount])),
        (planned.tableName, SafeTensorsOutline(type, planned.layout.tableShape)),
      ]
      for (name, outline) in parts where outlines.updateValue(outline, forKey: name) != nil {
        throw PaletteFile.failure(
          reader.path, "it has a tensor \(name), which a part of the palettes of \(planned.tensor.name) is called",
          "give it another name")
      }
    }
    tensors.sort { $0.tensor.name < $1.tensor.name }
    copied.sort { $0.name < $1.name }
    unusedImportances = named.keys.sorted()
    if let importances, !tensors.isEmpty, tensors.allSatisfy({ $0.importances == nil }) {
      throw PaletteFile.failure(
        importances.path, "none of its tensors has the name of weights of \(reader.path)",
        "give importances the names of their weights (\(tensors[0].tensor.name))")
    }
    metadata[PaletteFile.key] = PaletteFile.text(tensors.map { ($0.tensor.name, $0.layout) })
  }

  enum Reason: Error {
    case copied(String)
    case refused(PaletteFileError)
  }

  private static func layout(
    _ tensor: SafeTensorsReader.Tensor, _ options: PaletteOptions
  ) throws(Reason) -> (WeightType, PaletteLayout) {
    guard let type = WeightType(tensor.elementType) else {
      throw .copied("\(tensor.elementType.rawValue) is no type of weights")
    }
    let layout: PaletteLayout
    do throws(PaletteLayout.Hindrance) {
      layout = try PaletteLayout(tensor.shape, options)
    } catch {
      throw .copied(error.description)
    }
    guard layout.byteCount(type) < tensor.byteCount else {
      throw .copied("codes and tables would take \(layout.byteCount(type)) bytes, and its weights \(tensor.byteCount)")
    }
    return (type, layout)
  }

  func summary(
    _ palettized: [PaletteSummary.Palettized], _ reader: SafeTensorsReader, _ writer: SafeTensorsWriter
  ) -> PaletteSummary {
    var summary = PaletteSummary()
    summary.palettized = palettized.sorted { $0.name < $1.name }
    (summary.copied, summary.unusedImportances) = (copied, unusedImportances)
    (summary.bytesRead, summary.bytesWritten) = (reader.byteCount, writer.byteCount)
    return summary
  }
}

extension WeightType {
  init?(_ type: ElementType) {
    switch type {
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    case .float32: self = .float32
    case .float64: self = .float64
    default: return nil
    }
  }
}
