package import Matrices
internal import Tessera

/// Rows in two dimensions by the component to which they belong most, paler the less they do, and the components' ellipses.
package struct MixtureMap {
  /// The least share of a row that is not ringed.
  package static let ringedBelow = 0.6
  /// More would hide each other.
  private static let mostEllipses = 60
  private static let bounds = [ringedBelow, 0.9, 0.99]
  private static let opacities = ["0.3", "0.45", "0.65", "0.85"]

  private let pass: PointPass
  private let rows: SharedRows
  private let means: Matrix<Double>
  private let covariance: ((Int) -> Matrix<Double>)?
  private let noun: String
  private let titles: [ColumnTitle]
  private let drawn: DrawnRows
  private let plane: MapPlane
  private let names: [Int: String]

  /// - Parameters:
  ///   - covariance: that of a component, in squared units of the points; nil where there are none.
  ///   - noun: what a component is called.
  ///   - names: what rows are called, of those asked for.
  package init(
    _ points: NumericMatrix, weights: [Double]?, _ rows: SharedRows, means: Matrix<Double>,
    covariance: ((Int) -> Matrix<Double>)?, noun: String = "component", headings: [String], threads: Int,
    names: ([Int]) -> [Int: String]
  ) {
    pass = PointPass(points, weights: weights, threads: threads)
    (self.rows, self.means, self.covariance, self.noun) = (rows, means, covariance, noun)
    titles = headings.map { ColumnTitle($0) }
    let clusters = ClusterRows(rows.labels, counts: rows.counts)
    drawn = DrawnRows(clusters, margins: rows.shares, counts: rows.counts, most: ReportLimits.rows)
    plane = MapPlane(pass, ColumnSpread(pass), centroids: means, drawn: drawn)
    self.names = names(drawn.rows)
  }

  private var count: Int { means.rows }

  package var markup: Markup {
    """
    \(Glyphs.definitions(count, scale: drawn.markScale))<figure>\(vertical)\
    <svg class="soft" style="aspect-ratio:\(Figure.fixed(plane.aspect, places: 4))" role="img" aria-label="\(description)">\
    \(plane.density?.markup ?? "")<g class="pts">\(marks)</g>\(ellipses)<g class="rings">\(rings)</g>\
    <g class="cents\(isCrowded ? " many" : "")">\(centres)</g></svg>\(horizontal)</figure><p class="note">\(note)</p>
    """
  }

  private var isCrowded: Bool { count > ReportLimits.coloured }

  private var description: String {
    let sizes = rows.counts.prefix(12).enumerated().map { "\(noun) \($0), \(Figure.count($1, "row"))" }
    return "The rows in two dimensions, by the \(noun) to which they belong most: \(sizes.joined(separator: "; "))."
  }

  private var vertical: Markup {
    if let principal = plane.principal {
      return "<p class=\"ax\">↑ \(axis(1, principal))</p>"
    }
    return titles.count == 2 ? "<p class=\"ax\">↑ \(titles[plane.columns.y].withUnit)</p>" : ""
  }

  private var horizontal: Markup {
    if let principal = plane.principal { return "<p class=\"ax r\">\(axis(0, principal)) →</p>" }
    return "<p class=\"ax r\">\(titles[plane.columns.x].withUnit) →</p>"
  }

  private func axis(_ index: Int, _ principal: PrincipalPlane) -> Markup {
    """
    \(AxisWords.text(principal.axes[index], titles)) <span>\(Figure.percent(principal.shares[index])) of the variance</span>
    """
  }

  private var marks: [Markup] {
    drawn.rows.enumerated().map { index, row -> Markup in
      let (component, place) = (Int(rows.labels[row]), plane.rows[index])
      let step = Self.bounds.firstIndex { rows.shares[row] < $0 } ?? Self.bounds.count
      return """
        <use class="\(Glyphs.colour(component, of: count))" href="#p\(Glyphs.shape(component, of: count))" \
        x="\(Share(place.x))" y="\(Share(place.y))" opacity="\(Self.opacities[step])"><title>\(told(row))</title></use>
        """
    }
  }

  private func told(_ row: Int) -> String {
    let name = "\(names[row] ?? "\(row)"): \(noun) \(rows.labels[row]), \(Figure.percent(rows.shares[row]))"
    return rows.rivalShares[row] < 0.005
      ? name : name + "; \(rows.rivals[row]), \(Figure.percent(rows.rivalShares[row]))"
  }

  private var rings: [Markup] {
    drawn.rows.indices.filter { rows.shares[drawn.rows[$0]] < Self.ringedBelow }
      .sorted { rows.shares[drawn.rows[$0]] < rows.shares[drawn.rows[$1]] }
      .prefix(60).map {
        "<circle cx=\"\(Share(plane.rows[$0].x))\" cy=\"\(Share(plane.rows[$0].y))\" r=\"7.5\"/>"
      }
  }

  private var centres: [Markup] {
    guard count <= 300 else { return [] }
    return plane.centroids.enumerated().filter { (0...1).contains($1.x) && (0...1).contains($1.y) }.map {
      component, place in
      let (x, y) = (Share(place.x), Share(place.y))
      let number: Markup = "<text x=\"\(x)\" y=\"\(y)\" dy=\"4.5\" text-anchor=\"middle\">\(component)</text>"
      if isCrowded {
        return count <= 60
          ? "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"9\"/>\(number)" : "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2.5\"/>"
      }
      return """
        <use class="\(Glyphs.colour(component, of: count))" href="#S\(component)" x="\(x)" y="\(y)"/>\(number)
        """
    }
  }

  /// One and two standard deviations of each component on the plane.
  private var ellipses: Markup {
    guard let covariance, means.columns > 1, count <= Self.mostEllipses else { return "" }
    let circles = (0..<count).map { component -> Markup in
      let middle = plane.centroids[component] * 1000
      let (across, slant, upright) = shadow(of: covariance(component))
      let first = plane.share(ofStep: SIMD2(across, slant) * pass.unit) * 1000
      let second = plane.share(ofStep: SIMD2(0, upright) * pass.unit) * 1000
      // A circle of one (two) standard deviations, as the covariance bends it.
      let shape = [first.x, first.y, second.x, second.y, middle.x, middle.y].map(Self.hundredths).joined(separator: " ")
      let colour = Glyphs.colour(component, of: count)
      return """
        <circle class="\(colour)" r="1" transform="matrix(\(shape))"/>\
        <circle class="\(colour) far" r="2" transform="matrix(\(shape))"/>
        """
    }
    return """
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" style="overflow:hidden" \
      aria-hidden="true"><g class="ell">\(circles)</g></svg>
      """
  }

  /// In hundredths, without a mark between thousands; far beyond the map it is as good as anywhere there.
  private static func hundredths(_ value: Double) -> String {
    let hundredths = Int((value.isFinite ? max(-1e7, min(1e7, value)) * 100 : 0).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    return (hundredths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")
  }

  /// A covariance on the plane: its lower triangular factor, by columns (x, x), (y, x), (y, y).
  private func shadow(of covariance: Matrix<Double>) -> (Double, Double, Double) {
    let axes: [[Double]]
    if let principal = plane.principal {
      axes = principal.axes
    } else {
      axes = [plane.columns.x, plane.columns.y].map { chosen in (0..<2).map { $0 == chosen ? 1 : 0 } }
    }
    // In units of the pass: the squares of the data's units may overflow.
    func product(_ first: [Double], _ second: [Double]) -> Double {
      var sum = 0.0
      for row in first.indices where first[row] != 0 {
        for column in second.indices {
          sum += first[row] * (covariance[row, column] / pass.unit / pass.unit) * second[column]
        }
      }
      return sum
    }
    let across = max(0, product(axes[0], axes[0])).squareRoot()
    let slant = across > 0 ? product(axes[1], axes[0]) / across : 0
    return (across, slant, max(0, product(axes[1], axes[1]) - slant * slant).squareRoot())
  }

  private var note: String {
    var sentences: [String] = []
    if covariance != nil, means.columns > 1, count <= Self.mostEllipses {
      sentences.append(
        "Ellipses are one and two standard deviations of a component; about 39 and 86 of a hundred of its rows lie inside."
      )
    }
    if count > 1 {
      sentences.append(
        "Marks are paler the less a row belongs to its \(noun); rows whose largest share is below "
          + "\(Figure.percent(Self.ringedBelow)) have a ring. Point at one to see its shares.")
    }
    if let principal = plane.principal {
      sentences.append("The map keeps \(Figure.percent(principal.shares[0] + principal.shares[1])) of the variance.")
    } else if means.columns == 1 {
      sentences.append("There is one column; the height of a mark means nothing.")
    }
    if drawn.isSample {
      sentences.append(
        "\(Figure.count(drawn.rows.count)) of \(Figure.count(pass.rows)) rows are drawn, evenly over each \(noun) and "
          + "always the \(DrawnRows.borderRows) with the smallest shares; the shade behind them counts all.")
    }
    return sentences.joined(separator: " ")
  }
}
