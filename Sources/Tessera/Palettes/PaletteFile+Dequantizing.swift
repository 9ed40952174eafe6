internal import Palettes
internal import TesseraKernels
internal import VectorFiles

extension PaletteFile {
  /// Makes weights of palettes again, exactly as the tables have them, in their type and shape; other tensors are copied.
  ///
  /// - Parameter threadCount: nil for one per processor.
  /// - Returns: how many tensors were palettes.
  /// - Throws: where the file holds no palettes, or not all of them. Nothing is written then.
  public static func dequantize(
    _ path: String, to output: String, threadCount: Int? = nil
  ) throws(PaletteFileError) -> Int {
    let reader = try reader(path)
    let palettes = try stored(in: reader)
    var outlines: [SafeTensorsFile.Key: SafeTensorsOutline] = [:]
    let parts = Set(palettes.flatMap { [$0.indices.name, $0.tables.name] })
    for tensor in reader.tensors where !parts.contains(tensor.name) {
      outlines[tensor.name] = SafeTensorsOutline(tensor.elementType, tensor.shape)
    }
    let others = Array(outlines.keys)
    for palette in palettes {
      let outline = SafeTensorsOutline(palette.tables.elementType, palette.layout.shape)
      guard outlines.updateValue(outline, forKey: palette.name) == nil else {
        throw failure(path, "\(palette.name) is there beside its palettes", "write the file again")
      }
    }
    var metadata = reader.metadata
    metadata[key] = nil
    let writer = try filed { () throws(VectorFileError) in try SafeTensorsWriter(metadata, outlines, to: output) }
    for palette in palettes {
      let (tables, indices) = (reader.bytes(of: palette.tables), reader.bytes(of: palette.indices))
      let lookup = TableLookup(palette.layout, palette.type, tables: tables, indices: indices)
      do {
        try lookup.forEachBlock(threads: threadCount ?? ParallelRows.processorCount) { bytes, offset in
          try writer.write(bytes, of: palette.name, at: offset)
        }
      } catch {
        throw PaletteFileError(error, tensor: palette.name, of: path, importances: nil)
      }
      reader.putAway(indices)
    }
    try copy(others, from: reader, to: writer)
    try filed { () throws(VectorFileError) in try writer.finish() }
    return palettes.count
  }

  /// Palettes of a file, checked.
  private struct Stored {
    let name: SafeTensorsFile.Key
    let layout: PaletteLayout
    let type: WeightType
    let indices: SafeTensorsReader.Tensor
    let tables: SafeTensorsReader.Tensor
  }

  private static func stored(in reader: SafeTensorsReader) throws(PaletteFileError) -> [Stored] {
    guard let text = reader.metadata[key] else {
      throw failure(reader.path, "it holds no palettes", "name a file that tessera palettize wrote")
    }
    var tensors: [SafeTensorsFile.Key: SafeTensorsReader.Tensor] = [:]
    for tensor in reader.tensors { tensors[tensor.name] = tensor }
    guard let value = JSONValue(parsing: text), case .string(let found)? = value["schema"], found == schema,
      case .object(let members)? = value["tensors"]
    else {
      throw failure(reader.path, "\(key) in its metadata is not of the schema \(schema)", "write the file again")
    }
    var stored: [Stored] = []
    for member in members {
      let name = SafeTensorsFile.Key(member.key)
      guard let indices = tensors[indicesName(name)], let tables = tensors[tableName(name)],
        let type = WeightType(tables.elementType), let layout = layout(member.value, tables.shape),
        indices.elementType == .uint8, indices.shape == [layout.indexByteCount], tables.shape == layout.tableShape
      else {
        throw failure(
          reader.path, "the palettes of \(name) are not all there, or differ from what its metadata say",
          "write the file again")
      }
      stored.append(Stored(name: name, layout: layout, type: type, indices: indices, tables: tables))
    }
    guard Set(stored.map(\.name)).count == stored.count else {
      throw failure(reader.path, "\(key) in its metadata names a tensor twice", "write the file again")
    }
    return stored
  }

  private static func layout(_ value: JSONValue, _ tableShape: [Int]) -> PaletteLayout? {
    guard case .array(let extents)? = value["shape"], case .integer(let bits)? = value["bits"],
      case .integer(let vector)? = value["vector"], case .integer(let axis)? = value["axis"],
      tableShape.count == extents.count + 2
    else { return nil }
    var shape: [Int] = []
    for case .integer(let extent) in extents { shape.append(extent) }
    guard shape.count == extents.count else { return nil }
    return PaletteLayout(shape, bits, vector, axis, tableShape.dropLast(2))
  }
}

extension JSONValue {
  /// The member of an object; nil where there is none.
  fileprivate subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}
