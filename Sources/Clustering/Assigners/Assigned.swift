/// What an assignment of the rows that take part has found.
struct Assigned {
  /// In the data's units.
  let inertia: Double
  /// How many rows changed their label.
  var changed: Int
  /// The share of rows that were certified without computing a distance.
  let certifiedFraction: Double
  /// nil where one region certified all rows together.
  let path: AssignmentPath?
  /// How many rows were compared with all centroids.
  let touched: Int
}

extension Assigned {
  func with(inertia: Double) -> Assigned {
    Assigned(inertia: inertia, changed: changed, certifiedFraction: certifiedFraction, path: path, touched: touched)
  }
}

extension TraceEntry {
  /// - Parameter batchLoss: where the rows of a batch led here.
  init(_ iteration: Int, _ assigned: Assigned, batchLoss: Double? = nil) {
    self.init(
      iteration: iteration, inertia: assigned.inertia, batchLoss: batchLoss,
      changed: iteration == 0 ? 0 : assigned.changed, certifiedFraction: assigned.certifiedFraction,
      path: assigned.path, touched: assigned.touched)
  }
}
