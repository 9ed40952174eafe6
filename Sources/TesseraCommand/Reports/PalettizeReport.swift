internal import Palettes
internal import Tessera
internal import VectorFiles

/// What `palettize` says.
struct PalettizeReport {
  let path: String
  let output: String
  let importance: String?
  let options: PaletteOptions
  let summary: PaletteSummary
  let seconds: Double

  var text: String {
    var table = TextTable(
      headings: ["tensor", "shape", "type", "tables", "bits", "error", "above optimum", "even levels"])
    func cells(_ errors: PaletteErrors) -> [String] {
      [errors.relative.percent, errors.gap.map(\.percent) ?? "-", errors.relativeUniform.map(\.percent) ?? "-"]
    }
    for tensor in summary.palettized {
      let layout = tensor.layout
      table.rows.append(
        [
          tensor.name.text.shown, layout.shape.map(String.init).joined(separator: " x "), tensor.type.rawValue,
          "\(layout.groupCount)", layout.bitsPerWeight(tensor.type).significant(3),
        ] + cells(tensor.errors))
    }
    if summary.palettized.count > 1 {
      table.rows.append(
        ["all", "", "", "", summary.bitsPerWeight?.significant(3) ?? "-"] + cells(summary.errors))
    }
    var text = summary.palettized.isEmpty ? "no tensor became a palette\n" : table.text
    if !summary.palettized.isEmpty {
      text +=
        "error and even levels: squares lost, as a share of all"
        + (importance == nil ? "" : ", by importance") + "\n"
    }
    for tensor in summary.copied {
      text += "copied \(tensor.name.text.shown): \(tensor.reason)\n"
    }
    let unweighted = summary.palettized.filter { importance != nil && $0.importances == nil }
    if !unweighted.isEmpty {
      text +=
        "no importances, all weights count the same: \(unweighted.map(\.name.text.shown).joined(separator: ", "))\n"
    }
    let groups = summary.errors.unweightedGroups
    if groups > 0 { text += "importances all 0, all weights count the same: \(groups.counted("table"))\n" }
    if !summary.unusedImportances.isEmpty {
      let names = summary.unusedImportances.map(\.text.shown).joined(separator: ", ")
      text += "importances of no weights that became palettes: \(names)\n"
    }
    return text + "wrote \(output.shown): \(summary.bytesWritten) bytes of \(summary.bytesRead)\n"
  }

  var json: JSONValue {
    [
      "schema": "tessera.palettize/1",
      "version": .string(TesseraVersion.current),
      "model": ["path": .path(path), "bytes": .integer(summary.bytesRead)],
      "output": ["path": .path(output), "bytes": .integer(summary.bytesWritten)],
      "bits": .integer(options.bits),
      "groupSize": groupSize,
      "vector": .integer(options.vectorLength),
      "importance": importance.map { ["path": .path($0)] } ?? .null,
      "tensors": .array(summary.palettized.map(json)),
      "copied": .array(
        summary.copied.map { tensor in
          [
            "name": .string(tensor.name.text), "shape": .integers(tensor.shape),
            "dtype": .string(tensor.elementType.rawValue), "reason": .string(tensor.reason),
          ]
        }),
      "unusedImportances": .array(summary.unusedImportances.map { .string($0.text) }),
      "total": .object(
        [.init(key: "weights", value: .integer(summary.weightCount))]
          + members(summary.errors)
          + [.init(key: "bitsPerWeight", value: .number(summary.bitsPerWeight))]),
      "seconds": ["total": .seconds(seconds)],
    ]
  }

  private var groupSize: JSONValue {
    switch options.grouping {
    case .tensor: .null
    case .channel: "channel"
    case .size(let size): .integer(size)
    }
  }

  private func json(_ tensor: PaletteSummary.Palettized) -> JSONValue {
    let layout = tensor.layout
    let head: KeyValuePairs<String, JSONValue> = [
      "name": .string(tensor.name.text),
      "shape": .integers(layout.shape),
      "dtype": .string(tensor.type.rawValue),
      "groups": .integers(layout.groups),
    ]
    let tail: KeyValuePairs<String, JSONValue> = [
      "importance": tensor.importances.map { .string($0.rawValue) } ?? .null,
      "unweightedGroups": .integer(tensor.errors.unweightedGroups),
      "bitsPerWeight": .number(layout.bitsPerWeight(tensor.type)),
    ]
    return .object(
      head.map { .init(key: $0.key, value: $0.value) } + members(tensor.errors)
        + tail.map { .init(key: $0.key, value: $0.value) })
  }

  private func members(_ errors: PaletteErrors) -> [JSONValue.Member] {
    let members: KeyValuePairs<String, JSONValue> = [
      "error": .number(errors.error),
      "relativeError": .number(errors.relative),
      "optimum": .number(errors.optimum),
      "gap": .number(errors.gap),
      "uniform": .number(errors.uniform),
      "norm": .number(errors.norm),
    ]
    return members.map { .init(key: $0.key, value: $0.value) }
  }
}

/// What `palettize --dequantize` says.
struct DequantizeReport {
  let path: String
  let output: String
  let tensors: Int
  let seconds: Double

  var text: String { "wrote \(output.shown): \(tensors.counted("tensor")) of palettes made weights again\n" }

  var json: JSONValue {
    [
      "schema": "tessera.dequantize/1",
      "version": .string(TesseraVersion.current),
      "palettes": ["path": .path(path)],
      "output": ["path": .path(output)],
      "tensors": .integer(tensors),
      "seconds": ["total": .seconds(seconds)],
    ]
  }
}

extension Double {
  /// As a share of a hundred.
  fileprivate var percent: String {
    0 < self && self < 1e-5 ? "<0.001%" : "\((self * 100).significant(3))%"
  }
}
