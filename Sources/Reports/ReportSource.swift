public import Clustering
public import Matrices
public import Tessera

/// What a page is made of: a summary, and the points and clusters that it is about.
///
/// ```swift
/// let model = try kmeans.fitted(to: data.points)
/// let summary = FitSummary(of: model, by: kmeans, data: DataSummary(data, path: "points.csv"))
/// let source = ReportSource(summary, points: data.points, model: model)
/// try AtomicFile.write(source.page, to: "report.html")
/// ```
public struct ReportSource {
  public var summary: FitSummary
  /// [rows, dimensions], as they were fitted: on the common scale, where there is one.
  public var points: NumericMatrix
  /// One per row; nil for 1 each.
  public var weights: [Double]?
  /// [clusterCount, dimensions], as they were fitted.
  public var centroids: Matrix<Double>
  public var labels: [Int32]
  /// The margin of each row.
  public var margins: [Double]
  /// What rows of the file are called that have names: those of the rows asked for.
  public var rowNames: (_ fileRows: [Int]) -> [Int: String] = { _ in [:] }
  /// What the names of rows are called; nil where they are numbers.
  public var rowNameHeading: String?
  /// The command line that makes the page again, with the name of the program.
  public var commandLine: [String] = []
  /// The model, where the points were assigned to one rather than fitted.
  public var modelPath: String?
  /// Metrics, where the points were measured.
  public var measures: [ReportMeasure] = []
  /// Runs side by side, where there were several solvers; the page is about the best of them.
  public var comparison: [ComparedSolver] = []

  public init(_ summary: FitSummary, points: NumericMatrix, model: KMeansModel, weights: [Double]? = nil) {
    self.summary = summary
    self.points = points
    self.weights = weights
    (centroids, labels) = (model.centroids, model.labels)
    // Where they are not known there are none.
    margins = model.balance == nil ? model.region.margins : Array(repeating: .infinity, count: model.labels.count)
  }

  /// Rows at the centroids of a model that was fitted elsewhere.
  ///
  /// - Parameters:
  ///   - assignment: with its margins.
  ///   - centroids: those that the rows were assigned to.
  public init(
    _ summary: FitSummary, points: NumericMatrix, assignment: Assignment, to centroids: Matrix<Double>,
    weights: [Double]? = nil
  ) {
    self.summary = summary
    self.points = points
    self.weights = weights
    self.centroids = centroids
    labels = assignment.labels
    margins = assignment.margins ?? Array(repeating: .infinity, count: assignment.labels.count)
    modelPath = summary.initializer
  }

  /// The page: HTML that needs nothing beside it. Its bytes are the same for every number of threads, but for the shares of
  /// certified rows and the seconds that the summary has.
  ///
  /// - Complexity: O(rows * dimensions), and the principal plane: O(rows * dimensions^2) up to 2^33 operations.
  public var page: String { Page(ReportFacts(self)).markup.text }
}

/// A metric of an evaluation.
public struct ReportMeasure: Sendable {
  public var name: String
  public var value: Double
  /// In a few words.
  public var meaning: String

  public init(_ name: String, _ value: Double, meaning: String) {
    (self.name, self.value, self.meaning) = (name, value, meaning)
  }
}

/// A solver's run in a comparison.
public struct ComparedSolver: Sendable {
  public var solver: String
  /// What became of it; nil where it did not end, for the reason given.
  public var summary: FitSummary?
  public var failure: String?

  public init(solver: String, summary: FitSummary?, failure: String? = nil) {
    (self.solver, self.summary, self.failure) = (solver, summary, failure)
  }
}
