internal import Reports
internal import Tessera
internal import VectorFiles

/// The page of `codebook train --report` and `codebook evaluate --report`: how evenly codes are used.
struct CodebookPage {
  let report: CodebookReport

  /// Charts of more positions say nothing.
  private static let mostCharts = 24
  private static let mostColumns = 64

  var text: String {
    let coding = report.coding
    let kept = coding.relativeDistortion.map { StoryPart.percent(1 - $0, places: 1) }
    return StoryPage(
      eye: report.data.path.split(separator: "/").last.map(String.init) ?? report.data.path,
      title: "\(report.file.quantizer.bitsPerVector) bits per vector",
      lead:
        "\(report.kindText.prefix(1).uppercased())\(report.kindText.dropFirst())\(kept.map { ", which keep \($0) of the variance" } ?? "").",
      sections: [
        StoryPage.Section("How often codes are used", lead: usageLead, charts),
        StoryPage.Section("In numbers", lead: numbersLead, [table]),
        StoryPage.Section(
          "To repeat this", lead: "\(StoryPart.count(report.data.rows)) rows, \(report.data.dimensions) columns.",
          [StoryPart.command(PageOutput.commandLine(RawArguments.texts, seed: report.seed ?? 0))]),
      ]
    ).text
  }

  private var usageLead: String {
    """
    Codes from the most to the least used. Perplexity is how many codes, evenly used, would say as much; codes that no row has are \
    wasted.
    """
  }

  private var charts: [Markup] {
    let usage = report.coding.usage
    let shown = usage.counts.indices.prefix(Self.mostCharts)
    let pictures = shown.map { position in
      chart(position, usage.counts[position].sorted(by: >), usage.perplexities[position])
    }
    var markup: [Markup] = []
    for start in stride(from: 0, to: pictures.count, by: 2) {
      markup.append(
        start + 1 < pictures.count ? StoryPart.sideBySide(pictures[start], pictures[start + 1]) : pictures[start])
    }
    if usage.counts.count > shown.count {
      markup.append(StoryPart.note("The first \(shown.count) of \(usage.counts.count) parts."))
    }
    return markup
  }

  private func chart(_ position: Int, _ counts: [Int], _ perplexity: Double) -> Markup {
    let step = (counts.count + Self.mostColumns - 1) / Self.mostColumns
    let values = stride(from: 0, to: counts.count, by: step).map { start in
      Double(counts[start..<min(counts.count, start + step)].reduce(0, +))
    }
    let name = step == 1 ? "code" : "\(step) codes"
    let texts = values.indices.map { $0 == 0 ? StoryPart.count(Int(values[0])) : "" }
    return StoryPart.heading("Part \(position + 1)")
      + StoryPart.columns(
        values, marked: nil, texts: texts, names: values.map { _ in "" },
        label:
          "Rows per \(name), from the most to the least: \(StoryPart.count(counts.first ?? 0)) to \(StoryPart.count(counts.last ?? 0)); perplexity \(StoryPart.number(perplexity, 4)) of \(counts.count)."
      )
      + StoryPart.note("Perplexity \(StoryPart.number(perplexity, 4)) of \(counts.count).")
  }

  private var numbersLead: String {
    let coding = report.coding
    var sentences = [
      "Distortion \(StoryPart.number(coding.distortion, 6)) per row; \(StoryPart.count(coding.collisions)) rows have the codes of an earlier one."
    ]
    if let plain = report.plain {
      sentences.append(
        "Nearest codes without bounds: distortion \(StoryPart.number(plain.distortion, 6)), \(StoryPart.count(plain.collisions)) such rows."
      )
    }
    if let identifiers = report.identifiers {
      sentences.append("\(StoryPart.count(identifiers.movedRows)) rows were moved to codes of their own.")
    }
    return sentences.joined(separator: " ")
  }

  private var table: Markup {
    let usage = report.coding.usage
    return StoryPart.table(
      ["part", "codes", "used", "perplexity"] + (report.parts.isEmpty ? [] : ["inertia", "updates"]),
      usage.counts.indices.prefix(256).map { position in
        let counts = usage.counts[position]
        var row = [
          "\(position + 1)", StoryPart.count(counts.count), StoryPart.count(counts.count { $0 > 0 }),
          StoryPart.number(usage.perplexities[position], 4),
        ]
        if !report.parts.isEmpty {
          let part = report.parts.indices.contains(position) ? report.parts[position] : nil
          row += [part.map { StoryPart.number($0.inertia, 6) } ?? "", part.map { "\($0.iterations)" } ?? ""]
        }
        return row
      }, label: "Parts")
  }
}
