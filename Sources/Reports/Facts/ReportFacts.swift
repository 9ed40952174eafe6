internal import Clustering
internal import Matrices
internal import Tessera

/// All numbers of a page, before any of it is drawn.
struct ReportFacts {
  let source: ReportSource
  let summary: FitSummary
  let pass: PointPass
  let spread: ColumnSpread
  let titles: [ColumnTitle]
  let formats: [ColumnFormat]
  /// nil for one cluster.
  let margins: MarginFacts?
  /// Of all rows or a sample; nil where they say nothing.
  let silhouettes: Silhouettes?
  let rowsByCluster: ClusterRows
  let distances: [Double]
  let drawn: DrawnRows
  /// The second nearest cluster of each drawn row.
  let drawnRivals: [Int?]
  /// The clusters that are described one by one, ascending.
  let described: [Int]
  /// By cluster; empty with too many columns.
  let profiles: [Int: ClusterProfile]
  let words: [Int: [String]]
  /// The columns of tables of rows.
  let listedColumns: [Int]
  let examples: [Int: ClusterExamples]
  /// Pairs of clusters by how many ambiguous rows lie between them, the most first; nil where there are too many to ask.
  let ambiguousPairs: [(pair: [Int], rows: Int)]?
  private let names: [Int: String]

  init(_ source: ReportSource) {
    self.source = source
    summary = source.summary
    let (labels, counts) = (source.labels, source.summary.counts)
    var pass = PointPass(source.points, weights: source.weights, threads: summary.threads)
    pass.isManhattan = summary.centroid.distance == .manhattan
    let spread = ColumnSpread(pass)
    (self.pass, self.spread) = (pass, spread)
    let titles = summary.data.headings.map { ColumnTitle($0) }
    self.titles = titles
    margins = MarginFacts(source.margins)
    let silhouettes = try? Silhouettes(
      of: source.points, labels: labels, sampleSize: ReportLimits.silhouettes(columns: pass.columns),
      threadCount: source.summary.threads, instructionSet: source.summary.instructionSet)
    self.silhouettes = silhouettes?.mean == nil ? nil : silhouettes
    let rowsByCluster = ClusterRows(labels, counts: counts)
    self.rowsByCluster = rowsByCluster
    distances = Rivals.ownDistances(pass, source.centroids, labels: labels)
    let columns = pass.columns
    let units = Units(source.summary.scaling, columns: columns)
    let listed = columns <= ReportLimits.columns ? Array(0..<columns) : []
    let most = min(ReportLimits.rows, ReportLimits.cells / (listed.count + 4))
    drawn = DrawnRows(rowsByCluster, margins: source.margins, counts: counts, most: most)
    drawnRivals = Rivals.rivals(drawn.rows, pass, source.centroids, labels: labels)
    described = Array(
      counts.indices.filter { counts[$0] > 0 || counts.count <= ReportLimits.described }
        .sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(ReportLimits.described)
    ).sorted()
    let sample = drawn.rows.prefix(500)
    formats = (0..<columns).map { column in
      ColumnFormat(
        sample.map { units.restored(pass.value($0, column), column) },
        deviation: units.restoredLength(spread.deviations[column], column))
    }
    profiles =
      columns <= ReportLimits.profiledColumns
      ? Profiles(source, pass, spread, rowsByCluster, units).profiles(of: described) : [:]
    words = profiles.mapValues { $0.words(titles) }
    listedColumns = listed
    let distances = distances
    let examples = Dictionary(
      uniqueKeysWithValues: described.map {
        ($0, ClusterExamples(cluster: $0, rowsByCluster, distances: distances, margins: source.margins))
      })
    self.examples = examples
    ambiguousPairs = Self.pairs(margins, source, pass)
    let shown = Set(drawn.rows).union(examples.values.flatMap { $0.typical + $0.ambiguous })
    names = source.rowNames(shown.sorted().map(source.summary.data.fileRow))
  }

  /// What a row is called: by its name, else by its number in the file.
  func name(_ row: Int) -> String {
    let fileRow = summary.data.fileRow(of: row)
    return names[fileRow].map { Prose.shortened($0, to: ReportLimits.name) } ?? "\(fileRow)"
  }

  var units: Units { Units(summary.scaling, columns: pass.columns) }

  /// A value of a row in the units of the data, as it is shown.
  func cell(_ row: Int, _ column: Int) -> String {
    formats[column].text(units.restored(pass.value(row, column), column))
  }

  private static func pairs(
    _ margins: MarginFacts?, _ source: ReportSource, _ pass: PointPass
  ) -> [(pair: [Int], rows: Int)]? {
    guard let margins, margins.ambiguousRows > 0, margins.ambiguousRows <= 2000 else { return nil }
    let rows = source.margins.indices.filter { margins.step(source.margins[$0]) == 0 }
    var counts: [[Int]: Int] = [:]
    for (row, rival) in zip(rows, Rivals.rivals(rows, pass, source.centroids, labels: source.labels)) {
      guard let rival else { continue }
      counts[[Int(source.labels[row]), rival].sorted(), default: 0] += 1
    }
    return counts.map { (pair: $0.key, rows: $0.value) }.sorted {
      ($1.rows, $0.pair[0], $0.pair[1]) < ($0.rows, $1.pair[0], $1.pair[1])
    }
  }
}

/// Rows of a cluster that are worth a look, the first of each kind first.
struct ClusterExamples {
  /// The nearest to the centroid.
  let typical: [Int]
  /// Those with the smallest margins; empty for one cluster.
  let ambiguous: [Int]

  init(cluster: Int, _ rows: ClusterRows, distances: [Double], margins: [Double]) {
    let rows = rows[cluster].lazy.map { Int($0) }
    typical = DrawnRows.smallest(ReportLimits.examples, distances, among: rows)
    ambiguous = DrawnRows.smallest(ReportLimits.examples, margins, among: rows.filter { margins[$0].isFinite })
  }
}
