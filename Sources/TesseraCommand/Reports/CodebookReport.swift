internal import Clustering
internal import Quantization
internal import Tessera
internal import VectorFiles

/// What `codebook train` and `codebook evaluate` say.
struct CodebookReport {
  let file: CodebookFile
  let data: DataSummary
  let coding: CodingSummary
  var parts: [CodebookRun.Part] = []
  var identifiers: UniqueIdentifiers?
  var plain: CodingSummary?
  var seed: UInt64?
  let threads: Int
  let instructionSet: String
  /// By name, in their order.
  let seconds: [(name: String, seconds: Double)]
  /// The outputs.
  var written: [String] = []

  /// Single positions of many are not listed in text.
  private static let mostListed = 32

  var isListed: Bool { coding.usage.counts.count <= Self.mostListed }

  var kindText: String {
    let counts = file.codeCounts
    let sizes =
      counts.allSatisfy { $0 == counts[0] }
      ? "\(counts.count) x \(counts[0])" : counts.map(String.init).joined(separator: " + ")
    return switch file.content {
    case .vector(let quantizer): quantizer.codeCount.counted("code")
    case .product: "product of \(sizes) codes"
    case .optimizedProduct: "product of \(sizes) codes after a rotation"
    case .residual(let quantizer): "residuals of \(sizes) codes, beam of \(quantizer.beamWidth)"
    case .scalar(let quantizer): "\(quantizer.bitsPerElement.counted("bit")) per element, on a grid per column"
    case .rotatedScalar(let quantizer):
      "\(quantizer.bitsPerElement.counted("bit")) per element after a random rotation, and a length"
    }
  }

  private var beamWidth: Int? {
    if case .residual(let quantizer) = file.content { quantizer.beamWidth } else { nil }
  }

  var text: String {
    var lines = [
      "\(data.path.shown): \(data.rows.counted("row")) x \(data.dimensions.counted("dimension"))",
      "\(kindText): \(file.quantizer.bitsPerVector.counted("bit")) per vector",
      "distortion: \(coding.distortion.significant(10))"
        + (coding.relativeDistortion.map { " (\(($0 * 100).significant(4)) % of the variance)" } ?? ""),
      "rows with the codes of an earlier one: \(coding.collisions)",
    ]
    if let plain {
      lines.append(
        "nearest codes without bounds: distortion \(plain.distortion.significant(10)), \(plain.collisions) such rows, perplexity \(plain.usage.perplexities.map { $0.significant(4) }.joined(separator: ", "))"
      )
    }
    if let identifiers {
      lines.append(
        "moved to codes of their own: \(identifiers.movedRows.counted("row")), of which \(identifiers.displacedRows) from a full beginning"
      )
    }
    if isListed {
      var table = TextTable(
        headings: ["part", "codes", "used", "perplexity"] + (parts.isEmpty ? [] : ["inertia", "updates", "ended by"]))
      for (position, counts) in coding.usage.counts.enumerated() {
        var row = [
          "\(position)", "\(counts.count)", "\(counts.count { $0 > 0 })",
          coding.usage.perplexities[position].significant(4),
        ]
        if parts.indices.contains(position) {
          let part = parts[position]
          row += [part.inertia.significant(8), "\(part.iterations)", part.stopReason.rawValue]
        } else if !parts.isEmpty {
          row += ["", "", ""]
        }
        table.rows.append(row)
      }
      lines.append(table.text)
    }
    if !written.isEmpty { lines.append("wrote \(written.map(OutputPlace.shown).joined(separator: ", "))") }
    return lines.joined(separator: "\n") + "\n"
  }

  func json(schema: String) -> JSONValue {
    let usage = coding.usage
    let listed = usage.counts.indices.map { position -> JSONValue in
      var members: [JSONValue.Member] = [
        .init(key: "part", value: .integer(position)),
        .init(key: "codes", value: .integer(usage.counts[position].count)),
        .init(key: "utilization", value: .number(usage.utilizations[position])),
        .init(key: "perplexity", value: .number(usage.perplexities[position])),
      ]
      if parts.indices.contains(position) {
        let part = parts[position]
        members += [
          .init(key: "inertia", value: .number(part.inertia)),
          .init(key: "iterations", value: .integer(part.iterations)),
          .init(key: "stopReason", value: .string(part.stopReason.rawValue)),
        ]
      }
      return .object(members)
    }
    return [
      "schema": .string(schema),
      "version": .string(TesseraVersion.current),
      "data": .data(data),
      "quantizer": [
        "kind": .string(file.kind), "dimensions": .integer(file.quantizer.dimensions),
        "codes": .integers(file.codeCounts),
        "bitsPerVector": .integer(file.quantizer.bitsPerVector), "beamWidth": beamWidth.map { .integer($0) } ?? .null,
      ],
      "seed": seed.map { .seed($0) } ?? .null,
      "threads": .integer(threads),
      "instructionSet": .string(instructionSet),
      "distortion": .number(coding.distortion),
      "relativeDistortion": .number(coding.relativeDistortion),
      "collisions": .integer(coding.collisions),
      "parts": .array(listed),
      "movedRows": identifiers.map { .integer($0.movedRows) } ?? .null,
      "displacedRows": identifiers.map { .integer($0.displacedRows) } ?? .null,
      "plain": plain.map {
        [
          "distortion": .number($0.distortion), "collisions": .integer($0.collisions),
          "perplexities": .array($0.usage.perplexities.map { .number($0) }),
        ]
      } ?? .null,
      "seconds": .object(seconds.map { .init(key: $0.name, value: .seconds($0.seconds)) }),
    ]
  }
}
