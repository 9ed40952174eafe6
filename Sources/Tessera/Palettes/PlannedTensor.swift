internal import Palettes
internal import VectorFiles

/// A tensor that is to become codes and tables.
struct PlannedTensor: Sendable {
  let tensor: SafeTensorsReader.Tensor
  let type: WeightType
  let layout: PaletteLayout
  var importances: PlannedImportances?

  var indicesName: SafeTensorsFile.Key { PaletteFile.indicesName(tensor.name) }
  var tableName: SafeTensorsFile.Key { PaletteFile.tableName(tensor.name) }

  /// Makes and writes codes and tables.
  func run(
    _ options: PaletteOptions, _ reader: SafeTensorsReader, _ writer: SafeTensorsWriter
  ) throws(PaletteFileError) -> PaletteErrors {
    let sink = PaletteSink(
      writeTables: { bytes, offset in try writer.write(bytes, of: tableName, at: offset) },
      writeCodes: { bytes, offset in try writer.write(bytes, of: indicesName, at: offset) },
      putAway: reader.putAway)
    do {
      let palettizer = TensorPalettizer(layout, type, options)
      let weights = reader.bytes(of: tensor)
      guard let importances else { return try palettizer.run(weights, .none, to: sink) }
      defer { importances.reader.putAway(importances.bytes) }
      switch importances.shape {
      case .weights: return try palettizer.run(weights, .weights(importances.type, importances.bytes), to: sink)
      case .inputs:
        return try importances.values.withUnsafeBufferPointer { try palettizer.run(weights, .inputs($0), to: sink) }
      }
    } catch {
      throw PaletteFileError(error, tensor: tensor.name, of: reader.path, importances: importances?.reader.path)
    }
  }

  func summary(_ errors: PaletteErrors) -> PaletteSummary.Palettized {
    PaletteSummary.Palettized(
      name: tensor.name, type: type, layout: layout, importances: importances?.shape, errors: errors)
  }
}

/// The importances of a tensor, in their file.
struct PlannedImportances: Sendable {
  let reader: SafeTensorsReader
  let tensor: SafeTensorsReader.Tensor
  let type: WeightType
  let shape: PaletteSummary.ImportanceShape

  var bytes: UnsafeRawBufferPointer { reader.bytes(of: tensor) }

  var values: [Double] { type.values(Array(bytes)) }
}

extension PaletteFile {
  static func importances(
    _ tensor: SafeTensorsReader.Tensor, _ reader: SafeTensorsReader, _ layout: PaletteLayout
  ) throws(PalettePlan.Reason) -> PlannedImportances {
    guard let type = WeightType(tensor.elementType) else {
      throw .refused(
        failure(
          "\(reader.path):\(tensor.name)",
          "importances are numbers of floating point, and these are \(tensor.elementType.rawValue)",
          "write them as float32"))
    }
    guard let shape = shape(tensor.shape, layout) else {
      throw .refused(
        PaletteFileError(
          PaletteError.importanceShape(given: tensor.shape, weights: layout.shape), tensor: tensor.name,
          of: reader.path,
          importances: reader.path))
    }
    return PlannedImportances(reader: reader, tensor: tensor, type: type, shape: shape)
  }

  private static func shape(_ shape: [Int], _ layout: PaletteLayout) -> PaletteSummary.ImportanceShape? {
    if shape == layout.shape { return .weights }
    return shape == [layout.shape[layout.axis]] ? .inputs : nil
  }
}
