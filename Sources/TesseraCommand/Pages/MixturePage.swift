internal import CLibrary
internal import Clustering
internal import Matrices
internal import Mixtures
internal import Reports
internal import Tessera
internal import VectorFiles

/// The page about a mixture, or about soft or fuzzy clusters: the map, the components, and how firmly rows belong.
struct MixturePage {
  private let file: MixtureFile
  private let points: Points
  private let belonging: SharedRows
  private let logDensities: [Double]?
  private let options: MixtureOptions
  private let commandLine: [String]
  /// What the model is called that rows were assigned to; nil where it was fitted to them.
  private let modelPath: String?

  private static let listedRows = 10
  private static let listedColumns = 8

  init(
    _ file: MixtureFile, _ points: Points, _ options: MixtureOptions, modelPath: String?, commandLine: [String]
  ) throws(CommandFailure) {
    let rows = MixtureRows(file, points, options)
    (self.file, self.points, self.options) = (file, points, rows.options)
    (self.modelPath, self.commandLine) = (modelPath, commandLine)
    belonging = try rows.belonging()
    logDensities = try rows.labels().logDensities
  }

  /// Throws where the page cannot be written.
  func write(to path: String) throws {
    let text = text
    try points.checkUnchanged()
    try AtomicFile.write(text, to: path)
  }

  private var model: MixtureModel? { if case .gaussian(let model) = file.content { model } else { nil } }
  private var clusters: SoftClusters? { if case .soft(let clusters) = file.content { clusters } else { nil } }
  private var means: Matrix<Double> { file.means }
  private var noun: String { model == nil ? "cluster" : "component" }
  private var headings: [String] { points.dataSummary.headings }

  var text: String {
    let data = points.dataSummary
    return StoryPage(
      eye: Self.fileName(data.path),
      title: [(data.rows, "row"), (data.dimensions, "column"), (means.rows, noun)].map { StoryPart.count($0, $1) }
        .joined(separator: ", "),
      lead: [how, value, ringed].filter { !$0.isEmpty }.joined(separator: " "),
      sections: [
        picture,
        StoryPage.Section("The \(noun)s", lead: componentsLead, [components]),
      ] + (means.rows > 1 ? [firmness] : []) + (logDensities == nil ? [] : [oddities]) + journey + [
        StoryPage.Section("To repeat this", lead: repeats, [StoryPart.command(commandLine)])
      ]
    ).text
  }

  private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: In a few words

  private var how: String {
    if let modelPath { return "Shared among the \(noun)s of \(Self.fileName(modelPath))." }
    switch file.content {
    case .gaussian(let model): return "A mixture of normal distributions with \(model.covariance.rawValue) covariances."
    case .soft(let clusters):
      switch clusters.rule {
      case .shares(let stiffness): return "Soft k-means of stiffness \(StoryPart.short(stiffness))."
      case .powers(let fuzzifier): return "Fuzzy c-means with the fuzzifier \(StoryPart.short(fuzzifier))."
      }
    }
  }

  private var value: String {
    if modelPath != nil {
      guard let logDensities, !logDensities.isEmpty else { return "" }
      let mean = logDensities.reduce(0, +) / Double(logDensities.count)
      return "The log-likelihood is \(StoryPart.number(mean, 6)) per row."
    }
    if let model {
      return """
        The log-likelihood is \(StoryPart.number(model.logLikelihood, 6)) per row after \
        \(StoryPart.count(model.iterations, "update"))\(end(model.stopReason)); BIC \(StoryPart.number(model.bic, 6)), \
        AIC \(StoryPart.number(model.aic, 6)).
        """
    }
    guard let clusters else { return "" }
    return """
      The objective is \(StoryPart.number(clusters.objective, 6)) after \
      \(StoryPart.count(clusters.iterations, "update"))\(end(clusters.stopReason)).
      """
  }

  private func end(_ reason: StopReason) -> String {
    switch reason {
    case .fixedPoint, .tolerance: ""
    case .maxIterations: ", which is the limit: it may not have settled"
    case .interrupted: ", when it was interrupted"
    }
  }

  private var ringed: String {
    guard means.rows > 1 else { return "" }
    let count = belonging.counts(below: [MixtureMap.ringedBelow])[0]
    let least = StoryPart.percent(MixtureMap.ringedBelow, places: 0)
    guard count > 0 else { return "Every row belongs to one \(noun) by \(least) at least." }
    return "\(StoryPart.count(count, "row")) \(count == 1 ? "belongs" : "belong") to no \(noun) by \(least)."
  }

  private var repeats: String {
    let data = points.dataSummary
    return "\(StoryPart.count(data.rows, "row")), \(StoryPart.count(data.dimensions, "column"))"
      + (points.weights == nil ? "." : ", weighted.")
  }

  // MARK: The map

  private var picture: StoryPage.Section {
    if let model, means.columns == 1, let chart = densities(model) {
      return StoryPage.Section(
        "The densities",
        lead: "In grey the rows; the line is the density of the mixture, and in colour that of each component.",
        [chart])
    }
    return StoryPage.Section(
      "The map", lead: "Every row has the colour and the shape of the \(noun) it belongs to most.",
      [
        MixtureMap(
          points.data.points, weights: points.weights, belonging, means: means,
          covariance: model.map { model in { model.covariance(of: $0) } },
          noun: noun, headings: headings, threads: options.threadCount ?? 1, names: names
        ).markup
      ])
  }

  /// Of one column: the histogram, and the densities over it.
  private func densities(_ model: MixtureModel) -> Markup? {
    let values = points.data.points.inDoublePrecision.elements
    guard let least = values.min(), let most = values.max(), most > least, (most - least).isFinite else { return nil }
    let range = least...most
    // Rice's rule.
    let (bins, steps) = (max(10, min(60, Int(2 * cbrt(Double(values.count))))), 240)
    let width = (most - least) / Double(bins)
    guard width > 0 else { return nil }
    var masses = [Double](repeating: 0, count: bins)
    for (row, value) in values.enumerated() {
      masses[min(bins - 1, Int((value - least) / width))] += points.weights?[row] ?? 1
    }
    let total = masses.reduce(0, +)
    let grid = Matrix<Double>(
      rows: steps + 1, columns: 1,
      elements: (0...steps).map { min(most, least + (most - least) * (Double($0) / Double(steps))) })
    guard total > 0, let found = try? model.assigned(.double(grid), options: options),
      let shares = try? model.responsibilities(of: .double(grid), options: options)
    else { return nil }
    let all = found.logDensities.map { exp($0) }
    let parts = (0..<means.rows).map { component in all.indices.map { all[$0] * shares[$0, component] } }
    return DensityChart(
      heading: headings[0], range: range, bars: masses.map { $0 / total / width }, curves: [all] + parts,
      description: "A histogram of the rows, the density of the mixture over it, and that of each component."
    )?.markup
  }

  private func names(_ rows: [Int]) -> [Int: String] {
    let summary = points.dataSummary
    let found = points.data.rowNames.names(of: rows.map(summary.fileRow).sorted(), among: points.data.fileRows)
    return Dictionary(
      uniqueKeysWithValues: rows.map { ($0, found[summary.fileRow(of: $0)] ?? "\(summary.fileRow(of: $0))") })
  }

  // MARK: Tables

  private var componentsLead: String {
    let deviation = model == nil ? "" : ", with the standard deviation behind ±"
    return "The share of all rows, the rows that belong to it most, and the mean of each column\(deviation)."
  }

  private var components: Markup {
    let shown = Array(headings.prefix(Self.listedColumns))
    let more = shown.count < headings.count ? ["…"] : []
    let masses = model?.weights ?? clusters?.masses ?? []
    let total = masses.reduce(0, +)
    let order = Array(0..<means.rows).prefix(Self.listedComponents)
    return StoryPart.table(
      [noun, "share", "rows"] + shown + more,
      order.map { component in
        let isKnown = component < masses.count && total > 0
        let share = isKnown ? StoryPart.percent(masses[component] / total, places: 1) : "–"
        let cells = shown.indices.map { column -> String in
          let mean = StoryPart.number(means[component, column], 4)
          guard let model else { return mean }
          return "\(mean) ± \(StoryPart.number(model.variance(of: component, column).squareRoot(), 2))"
        }
        return ["\(component)", share, StoryPart.count(belonging.counts[component])] + cells + more
      }, label: "The \(noun)s")
      + (order.count < means.rows ? StoryPart.note("The first \(order.count) of \(StoryPart.count(means.rows)).") : "")
  }

  private static let listedComponents = 60

  private var firmness: StoryPage.Section {
    let bounds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.99]
    let names = ["below 50%", "to 60%", "to 70%", "to 80%", "to 90%", "to 99%", "above"]
    let counts = belonging.counts(below: bounds)
    let list = zip(names, counts).map { "\($0): \($1)" }.joined(separator: ", ")
    let rows = belonging.leastCertain(Self.listedRows)
    let rowNames = self.names(rows)
    return StoryPage.Section(
      "How firmly rows belong",
      lead: "Rows by the largest of their shares, and those that are nearest to belonging elsewhere.",
      [
        StoryPart.columns(
          counts.map(Double.init), marked: nil, texts: counts.map { StoryPart.count($0) }, names: names,
          label: "Rows by their largest share: \(list)."),
        StoryPart.table(
          [rowHeading, noun, "share", "next", "share"],
          rows.map { row in
            [
              rowNames[row] ?? "\(row)", "\(belonging.labels[row])",
              StoryPart.percent(belonging.shares[row], places: 1), "\(belonging.rivals[row])",
              StoryPart.percent(belonging.rivalShares[row], places: 1),
            ]
          }, label: "Rows with the smallest largest share"),
      ])
  }

  private var oddities: StoryPage.Section {
    let values = logDensities ?? []
    let rows = StoryPart.smallest(Self.listedRows, values)
    let names = names(rows)
    return StoryPage.Section(
      "Rows that fit least", lead: "Where the density of the whole mixture is lowest: what no \(noun) explains well.",
      [
        StoryPart.table(
          [rowHeading, noun, "log-density"] + headings.prefix(Self.listedColumns),
          rows.map { row in
            [names[row] ?? "\(row)", "\(belonging.labels[row])", StoryPart.number(values[row], 4)]
              + (0..<min(Self.listedColumns, headings.count)).map { StoryPart.short(points.data.points[row, $0]) }
          }, label: "Rows of the lowest density")
      ])
  }

  private var rowHeading: String { points.data.rowNames.heading.map { $0.isEmpty ? "row" : $0 } ?? "row" }

  private var journey: [StoryPage.Section] {
    let trace = model?.trace ?? clusters?.trace ?? []
    let name = model == nil ? "The objective" : "The log-likelihood"
    let curve = CurvesChart.Curve(
      name: "", points: trace.enumerated().map { SIMD2(Double($0.offset), $0.element) })
    guard let chart = CurvesChart([curve], description: "\(name) before each update.") else { return [] }
    return [
      StoryPage.Section(
        "How it got there", lead: "\(name) before each update; updates by their square roots.", [chart.markup])
    ]
  }
}

extension MixtureModel {
  /// The variance of a column within a component.
  func variance(of component: Int, _ column: Int) -> Double {
    let d = means.columns
    return switch covariance {
    case .full: covariances[(component * d + column) * d + column]
    case .tied: covariances[column * d + column]
    case .diagonal: covariances[component * d + column]
    case .spherical: covariances[component]
    }
  }
}
