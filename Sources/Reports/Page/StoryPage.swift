internal import Tessera

/// A page that tells something step by step, in the look of reports.
package struct StoryPage {
  package struct Section {
    package let title: String
    package let lead: String
    package let parts: [Markup]

    package init(_ title: String, lead: String, _ parts: [Markup]) {
      (self.title, self.lead, self.parts) = (title, lead, parts)
    }
  }

  private let eye: String
  private let title: String
  private let lead: String
  private let sections: [Section]
  private let hasPictures: Bool

  /// - Parameter hasPictures: whether some part is a ``StoryPart/picture(_:width:label:)``.
  package init(eye: String, title: String, lead: String, sections: [Section], hasPictures: Bool = false) {
    (self.eye, self.title, self.lead, self.sections, self.hasPictures) = (eye, title, lead, sections, hasPictures)
  }

  package var text: String {
    let body = sections.enumerated().map { index, section -> Markup in
      """
      <section class="free" aria-labelledby="h-\(index)"><h2 id="h-\(index)">\(section.title)</h2>\
      <p class="sub">\(section.lead)</p>\(section.parts)</section>

      """
    }
    return Page.document(
      title: "\(title) – tessera",
      body: """
        <main><header><p class="eye">\(eye)</p><h1>\(title)</h1><p class="lead">\(lead)</p></header>
        \(body)<footer>Made by tessera \(TesseraVersion.current). This page is one file: it loads nothing and sends nothing.</footer></main>
        """,
      hasPictures: hasPictures
    ).text
  }
}

/// Parts of stories.
package enum StoryPart {
  /// A table: the first column names the rows.
  package static func table(_ headings: [String], _ rows: [[String]], label: String) -> Markup {
    let head = headings.map { "<th scope=\"col\">\($0)</th>" as Markup }
    let body = rows.map { row -> Markup in
      "<tr><th scope=\"row\">\(row.first ?? "")</th>\(row.dropFirst().map { "<td>\($0)</td>" as Markup })</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(label)"><table class="w"><thead><tr>\(head)</tr></thead>\
      <tbody>\(body)</tbody></table></div>
      """
  }

  package static func note(_ text: String) -> Markup { "<p class=\"note\" style=\"margin:16px 0 28px\">\(text)</p>" }

  package static func heading(_ text: String) -> Markup { "<h3 style=\"margin:28px 0 8px\">\(text)</h3>" }

  package static func sideBySide(_ left: Markup, _ right: Markup) -> Markup {
    "<div class=\"two\"><div>\(left)</div><div>\(right)</div></div>"
  }

  /// Columns up and down from zero, one of them marked, with their values.
  package static func columns(_ values: [Double], marked: Int?, texts: [String], names: [String]? = nil, label: String)
    -> Markup
  {
    let most = max(values.max() ?? 0, 0)
    let least = min(values.min() ?? 0, 0)
    let extent = most > least ? most - least : 1
    func y(_ value: Double) -> Double { 0.12 + 0.66 * (most - value) / extent }
    let step = 1 / Double(max(1, values.count))
    let bars = values.enumerated().map { index, value -> Markup in
      let (top, bottom) = (min(y(value), y(0)), max(y(value), y(0)))
      let x = (Double(index) + 0.2) * step
      return """
        <rect class="\(index == marked ? "c0" : "cx")" x="\(Share(x))" width="\(Share(0.6 * step))" y="\(Share(top))" height="\(Share(max(0.004, bottom - top)))"/>\
        <text class="v\(index == marked ? " end" : "")" x="\(Share(x + 0.3 * step))" y="\(Share(value < 0 ? bottom : top))" dy="\(value < 0 ? "15" : "-6")" text-anchor="middle">\(texts[index])</text>\
        <text x="\(Share(x + 0.3 * step))" y="100%" dy="-4" text-anchor="middle">\(names?[index] ?? "\(index)")</text>
        """
    }
    return """
      <svg class="plot tall\(values.count > 7 ? " dense" : "")" role="img" aria-label="\(label)"><line class="base" x1="0" x2="100%" y1="\(Share(y(0)))" y2="\(Share(y(0)))"/>\(bars)</svg>
      """
  }

  /// The command line that makes a page again.
  package static func command(_ words: [String]) -> Markup { CommandBox.markup(words) }

  /// The histogram of margins, with the radius.
  package static func margins(_ margins: [Double]) -> Markup {
    MarginFacts(margins).map { MarginHistogram($0).markup } ?? ""
  }

  /// A number with so many digits.
  package static func number(_ value: Double, _ digits: Int) -> String { Figure.text(value, digits: digits) }

  package static func percent(_ share: Double, places: Int) -> String {
    Figure.fixed(share * 100, places: places) + "%"
  }

  /// With as few digits as name it.
  package static func short(_ value: Double) -> String { Figure.short(value) }

  package static func count(_ count: Int) -> String { Figure.count(count) }

  /// A count and its noun.
  package static func count(_ count: Int, _ noun: String) -> String { Figure.count(count, noun) }
}
