internal import TableDrivers
internal import Tessera
internal import VectorFiles

/// What an export has to say.
struct ExportReport {
  let model: String
  let format: ExportFormat
  let output: String
  let files: ExportedFiles
  let isFolder: Bool
  let threads: Int
  let seconds: Double

  private var names: [String] { isFolder ? files.files.map { output + "/" + $0.name } : [output] }

  var json: JSONValue {
    .object([
      .init(key: "schema", value: "tessera.export/1"),
      .init(key: "version", value: .string(TesseraVersion.current)),
      .init(key: "model", value: .path(model)),
      .init(key: "to", value: .string(format.rawValue)),
      .init(key: "kind", value: .string(files.kind)),
      .init(key: "vectorType", value: files.vectorType.map { .string($0) } ?? .null),
      .init(key: "lists", value: files.lists.map { .integer($0) } ?? .null),
      .init(key: "rows", value: .integer(files.rows)),
      .init(key: "files", value: .array(names.map { .path(DatabaseTable.shown($0)) })),
      .init(key: "threads", value: .integer(threads)),
      .init(key: "seconds", value: .seconds(seconds)),
    ])
  }

  var text: String {
    let lists = files.lists.map { ", " + $0.counted(files.kind == "table" ? "row" : "list") } ?? ""
    let rows = files.rows > 0 ? ", " + files.rows.counted("row") : ""
    let type = files.vectorType.map { ", vectors as \($0)" } ?? ""
    return "wrote \(names.map(OutputPlace.shown).joined(separator: ", ")): \(files.kind)\(lists)\(rows)\(type)\n"
  }
}
