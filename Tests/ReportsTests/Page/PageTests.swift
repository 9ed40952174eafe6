import Clustering
import Matrices
import Reports
import Tessera
import TesseraTestSupport
import Testing
import VectorFiles

@Suite struct PageTests {
  /// A fit of blobs under given headings.
  static func source(
    rows: Int = 60, columns: Int = 4, clusters: Int = 3, names: [String]? = nil, path: String = "blobs.csv",
    scaling method: ColumnScaling.Method? = nil, threads: Int = 1
  ) throws -> ReportSource {
    let matrix = blobs(clusters, rowsPerBlob: rows / clusters, columns: columns, seed: 7)
    var data = VectorData(points: .double(matrix), elementType: .float64)
    data.columns = (0..<columns).map { TableColumn(index: $0, name: names?[$0] ?? "column_\($0)_mm") }
    let summary = DataSummary(data, path: path)
    let scaling = method.map { ColumnScaling($0, of: data.points) }
    let points = scaling?.applied(to: data.points) ?? data.points
    var kMeans = KMeans(clusterCount: clusters)
    kMeans.restarts = 3
    kMeans.threadCount = threads
    kMeans.keepsCentroids = columns == 2
    let model = try kMeans.fitted(to: points)
    var source = ReportSource(
      FitSummary(of: model, by: kMeans, data: summary, scaling: scaling), points: points, model: model)
    source.commandLine = ["tessera", "fit", path, "-k", "\(clusters)", "--report", "out.html"]
    return source
  }

  /// Expects parts in a page, or none of them; the page itself would be too long a message.
  static func expect(_ page: String, has parts: [String], lacks others: [String] = []) {
    let missing = parts.filter { !page.contains($0) }
    let present = others.filter(page.contains)
    #expect(missing.isEmpty && present.isEmpty, "missing: \(missing); present: \(present)")
  }

  /// How often one text is in another.
  static func count(_ part: String, _ text: String) -> Int {
    text.split(separator: part, omittingEmptySubsequences: false).count - 1
  }

  /// Of many clusters side by side, those are named whose names do not touch: a digit takes 2.4 % of the printed chart.
  @Test func namesUnderSilhouettesDoNotTouch() throws {
    let page = try Self.source(rows: 90, columns: 2, clusters: 30).page
    let names = page.split(separator: " y=\"100%\" dy=\"-8\" text-anchor=\"middle\"><tspan class=\"v end\">")
    let places = zip(names, names.dropFirst()).compactMap { before, after -> (Double, Double)? in
      let place = before.split(separator: "<text x=\"").last.flatMap { Double($0.prefix { $0 != "%" }) }
      return place.map { ($0, 2.4 * Double(after.prefix { $0 != "<" }.utf8.count)) }
    }
    #expect(places.count > 5 && places.count < 24)
    for (one, other) in zip(places, places.dropFirst()) {
      #expect(other.0 - one.0 >= (one.1 + other.1) / 2, "\(places)")
    }
  }

  /// What reaches beyond the text is not cut, and a heading is on the page of what it is about.
  @Test func aPrintedPageHasRoomAroundItsTextAndKeepsSectionsTogether() throws {
    let page = try Self.source().page
    Self.expect(
      page,
      has: [
        "@page{size:A4;margin:15mm 9mm}", "main{padding:0 6mm;", "h2,h3,.sub{break-after:avoid}",
        ".sub,.note,.plot,.cmd,tr{break-inside:avoid}", "<section aria-labelledby=\"h-rep\">",
      ])
  }

  @Test(arguments: [1, 2, 4, 120]) func everyPageHasItsParts(columns: Int) throws {
    let page = try Self.source(columns: columns).page
    Self.expect(
      page,
      has: [
        "<!doctype html><html lang=\"en\">", "<h1>60\u{A0}rows, \(columns)\u{A0}column", "id=\"map\"", "id=\"out\"",
        "aria-live=\"polite\"", "The map", "How it got there", "How firmly rows belong", "Silhouettes", "Margins",
        "Rows to look at", "To repeat this", "All 60 rows as a table",
        // No markup has been taken for text.
      ], lacks: ["&lt;", "&quot;"])
    #expect(Self.count("<use href=\"#p", page) == 60)
    #expect(Self.count("<tr><th scope=row class=id>", page) == 60)
    Self.expect(page, has: [columns > 100 ? "nearest rival" : "What sets the clusters apart"])
    Self.expect(page, has: columns <= 2 ? ["class=\"vor\""] : [], lacks: columns <= 2 ? [] : ["class=\"vor\""])
    Self.expect(page, has: columns == 2 ? ["class=\"way\""] : [], lacks: columns == 2 ? [] : ["class=\"way\""])
  }

  /// Nothing is loaded, whatever the browser would do.
  @Test func nothingComesFromElsewhere() throws {
    let page = try Self.source().page
    Self.expect(
      page, has: ["default-src 'none'"],
      lacks: ["http:", "https:", "src=", "@import", "url(", "<link", "<img", "<iframe"])
  }

  /// Names from a file can do nothing but be read, wherever they stand.
  @Test func hostileNamesAreText() throws {
    let names = [
      "</script><script>alert(1)</script>", "<!-- a", "\" onmouseover=\"alert(2)", "'&amp;<b>\u{2028}\u{202E}",
    ]
    var source = try Self.source(names: names, path: "<img src=x onerror=alert(3)>.csv")
    source.rowNameHeading = "</table><svg onload=alert(4)>"
    source.rowNames = { rows in Dictionary(uniqueKeysWithValues: rows.map { ($0, "<em>\($0)</em>") }) }
    source.summary.data.leftAside = [
      LeftAsideColumn(column: TableColumn(index: 9, name: "</dd><script>alert(5)</script>"), reason: .words)
    ]
    source.summary.initializer = "<u>start.npy"
    source.commandLine = ["tessera", "fit", "<img src=x>.csv", "'\"><script>"]
    let page = source.page
    #expect(Self.count("<script", page) == 2 && Self.count("</script", page) == 2)
    Self.expect(
      page, has: ["&lt;img src=x onerror=alert(3)&gt;.csv", "&lt;em&gt;0&lt;/em&gt;"],
      lacks: ["<img", "<!--", "<em>", "<u>", "<svg onload", "\u{2028}", "\u{202E}", "\"\" onmouseover"])
  }

  /// The largest of everything that is limited.
  @Test func pagesStaySmall() throws {
    let long = String(repeating: "name ", count: 40)
    let sizes = [(4000, 100, 24), (6000, 3, 300), (20_000, 8, 24), (9_000, 6, 30)]
    for (rows, columns, clusters) in sizes.prefix(extent(4, unoptimised: 2)) {
      var source = try Self.source(
        rows: rows, columns: columns, clusters: clusters, names: (0..<columns).map { "\($0) \(long)" })
      source.rowNames = { rows in Dictionary(uniqueKeysWithValues: rows.map { ($0, "\($0) \(long)") }) }
      let size = source.page.utf8.count
      #expect(size < 500_000, "\(rows) x \(columns) in \(clusters): \(size)")
    }
  }

  @Test func threadsDoNotChangeAByte() throws {
    func page(_ threads: Int) throws -> String {
      var source = try Self.source(rows: 9000, columns: 5, threads: threads)
      for index in source.summary.trace.indices { source.summary.trace[index].certifiedFraction = 0.5 }
      return source.page
    }
    #expect(try page(1) == page(4))
  }

  /// Of many columns, the rows to look at have those that set their cluster apart.
  @Test func rowsToLookAtHaveValues() throws {
    for columns in [4, 20] {
      let page = try Self.source(columns: columns).page
      let table = try #require(page.split(separator: "<caption>Most typical</caption>").dropFirst().first)
      let heading = try #require(table.split(separator: "</thead>").first)
      #expect(Self.count("<th scope=\"col\">", String(heading)) == (columns == 4 ? 6 : 5), "\(columns) columns")
    }
  }

  /// Where no row is ambiguous, no mark means that one is.
  @Test func noRingIsExplainedThatIsNotThere() throws {
    let page = try Self.source(rows: 9, clusters: 3).page
    Self.expect(page, has: ["the smallest margin</small>"], lacks: ["class=\"ring\"", "the most ambiguous</small>"])
  }

  @Test func samplesAreSaid() throws {
    let page = try Self.source(rows: 9000).page
    Self.expect(page, has: ["of 9\u{202F}000 rows are drawn", "class=\"dens\""])
  }

  @Test func oneClusterHasNoMargins() throws {
    let page = try Self.source(rows: 20, clusters: 1).page
    Self.expect(page, has: ["One cluster: no move changes a label."])
    Self.expect(page, has: [], lacks: ["How firmly rows belong", "id=\"by-m\""])
  }

  /// Rows that lie exactly between two centroids are said to; nothing is called certified.
  @Test func tiesAreSaid() throws {
    let points: Matrix<Double> = [[-2, 0], [2, 0], [0, 0], [-2, 1], [2, 1], [0, 1]]
    var kMeans = KMeans(clusterCount: 2)
    kMeans.initializer = .given([[-2, 0.5], [2, 0.5]])
    kMeans.maximumIterations = 0
    let model = try kMeans.fitted(to: points)
    let data = VectorData(points: .double(points), elementType: .float64)
    let page = ReportSource(
      FitSummary(of: model, by: kMeans, data: DataSummary(data, path: "ties.csv")), points: data.points, model: model
    ).page
    Self.expect(page, has: ["Not certified: 2 rows lie exactly between two centroids."])
    Self.expect(page, has: [], lacks: ["A certified local minimum"])
  }

  @Test func unitsAreThoseOfTheColumnsOrSaidToBeMissing() throws {
    Self.expect(try Self.source().page, has: ["\u{A0}mm."])
    Self.expect(try Self.source(names: ["a", "b", "c", "d"]).page, has: [" in units of the data."])
    Self.expect(try Self.source(scaling: .zscore).page, has: ["\u{A0}standard deviations."])
  }

  /// Data at the ends of what a Double holds make pages, too.
  @Test(arguments: [1e-300, 1e-160, 1e150, 1e300]) func extremeDataMakePages(scale: Double) throws {
    let points = blobs(2, rowsPerBlob: 10, columns: 3, seed: 1).mapped { $0 * scale / 64 }
    var kMeans = KMeans(clusterCount: 2)
    kMeans.initializer = .given(points.selectingRows([0, 19]))
    guard let model = try? kMeans.fitted(to: points) else { return }
    let data = VectorData(points: .double(points), elementType: .float64)
    let page = ReportSource(
      FitSummary(of: model, by: kMeans, data: DataSummary(data, path: "x.csv")), points: data.points, model: model
    ).page
    Self.expect(page, has: ["id=\"map\""], lacks: ["nan", "inf"])
  }

  /// All rows alike in one column, and clusters of one row.
  @Test func constantsAndSingleRowsMakePages() throws {
    let points: Matrix<Double> = [[1, 5, 2], [2, 5, 2], [9, 5, 2]]
    var kMeans = KMeans(clusterCount: 3)
    kMeans.initializer = .given(points)
    let model = try kMeans.fitted(to: points)
    let data = VectorData(points: .double(points), elementType: .float64)
    let page = ReportSource(
      FitSummary(of: model, by: kMeans, data: DataSummary(data, path: "x.csv")), points: data.points, model: model
    ).page
    Self.expect(page, has: ["3\u{A0}rows, 3\u{A0}columns"], lacks: ["nan"])
  }
}
