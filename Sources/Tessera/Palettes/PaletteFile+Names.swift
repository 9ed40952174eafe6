internal import Palettes
public import VectorFiles

extension PaletteFile {
  /// Where the codes of a tensor are.
  public static func indicesName(_ name: SafeTensorsFile.Key) -> SafeTensorsFile.Key { .init("\(name).indices") }

  /// Where its tables are.
  public static func tableName(_ name: SafeTensorsFile.Key) -> SafeTensorsFile.Key { .init("\(name).lut") }

  /// What the metadata say about palettes.
  static func text(_ tensors: [(name: SafeTensorsFile.Key, layout: PaletteLayout)]) -> String {
    let members = tensors.map { name, layout in
      JSONValue.Member(
        key: name.text,
        value: [
          "shape": .integers(layout.shape), "bits": .integer(layout.bits), "vector": .integer(layout.vectorLength),
          "axis": .integer(layout.axis),
        ])
    }
    let value: JSONValue = ["schema": .string(schema), "tensors": .object(members)]
    return value.text
  }
}
