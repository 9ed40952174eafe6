public import MessagePassing

/// What can be wrong with the data or the options of a clustering, with the values that say where.
///
/// Rows, columns and steps are counted from 0. Mistakes that no data can cause (a negative cluster count) are
/// preconditions instead.
public enum ClusteringError: Error, Equatable, Sendable {
  /// There is nothing to cluster: no row, or no column.
  case noPoints(rows: Int, columns: Int)
  /// More than 2^31 - 1 rows, or columns: a fit counts them in 32 bits (assignments do not).
  case tooLarge(rows: Int, columns: Int)
  /// An element is NaN or infinite.
  case notFinite(row: Int, column: Int)
  /// Fewer distinct rows (of positive weight) than clusters: no assignment can use every centroid.
  case tooFewDistinctRows(distinct: Int, clusterCount: Int)
  /// Points and centroids have different numbers of columns.
  case dimensionMismatch(points: Int, centroids: Int)
  /// Other than `clusterCount` start centroids were given.
  case startCentroidCount(given: Int, clusterCount: Int)
  /// An element of a start centroid is NaN or infinite.
  case startCentroidNotFinite(row: Int, column: Int)
  /// The number of weights differs from the number of rows.
  case weightCount(given: Int, rows: Int)
  /// A weight is negative, NaN or infinite.
  case weightNotUsable(row: Int)
  /// No row has a positive weight.
  case noPositiveWeight
  /// The smallest positive weight, of this row, has digits more than 2^1174 below the largest.
  case weightsTooFarApart(row: Int)
  /// The sum of all weights, or of those that a batch may hold, is too large for a Double.
  case weightsTooLarge
  /// The largest element is so large that squares of the others vanish beside its own: only so many rows differ by more than that,
  /// fewer than there are clusters.
  case magnitudesTooFarApart(row: Int, column: Int, visible: Int)
  /// A row of zeros, which has no direction, where rows count by their directions (``Metric/cosine``).
  case zeroRow(row: Int)
  /// A start centroid of zeros, likewise.
  case startCentroidZero(row: Int)
  /// A row, or a column, of missing values only, where these are left out.
  case rowWithoutValues(row: Int)
  case columnWithoutValues(column: Int)
  /// So many rows are to be left out that fewer are kept than there are clusters.
  case tooManyTrimmed(kept: Int, clusterCount: Int)
  /// A given mini-batch is empty or names a row that does not exist.
  case batchNotUsable(step: Int)
  /// A part's statistics, counted from 0, were not made at the centroids of the others.
  case partsDisagree(part: Int)
  /// A part, counted from 0, does not go with those before it: what differs.
  case partsDiffer(part: Int, String)
  /// A part of a start, by its name, is not there, or is there twice.
  case partMissing(String)
  case partTwice(String)
  /// Rows that a start by parts did not begin with, or another number or order of them.
  case partUnknown
  /// A checkpoint of another fit: what differs, what it is there, and what it is here.
  case otherCheckpoint(String, String, String)
  /// Two options that exclude each other, by their names: `sizes`, `metric cosine`.
  case cannotCombine(String, String)
  /// More rows than k-medoids takes, which compares all of them with each other.
  case tooManyMedoidRows(rows: Int, most: Int)
  /// No assignment has clusters of such sizes (`maximum` nil: any): one of the bounds times `clusterCount` is beyond the rows.
  case sizesNotFeasible(minimum: Int, maximum: Int?, rows: Int, clusterCount: Int)
  /// The best possible centroids were asked for, and the data have more than one column.
  case optimumNeedsOneColumn(columns: Int)
  /// The instruction set in use has no such path: fast products of eight bits (AVX-512 with VNNI) or sixteen (AVX2, AVX-512).
  case pathNotAvailable(AssignmentPath)
  /// The inertia is too large (or its square root too small) for a Double in the data's own units.
  case inertiaNotRepresentable
  /// The system refuses the memory for something whose size is known beforehand.
  case memory(byteCount: Int, purpose: String)
  /// The solver left the data behind at this step.
  case diverged(step: Int)
  /// The members of a group could not combine what they found.
  case communication(CommunicationError)
  /// This member of the group has refused its rows; its own error says why.
  case otherMember(Int)
  /// The members of a group were not called with the same options.
  case membersDisagree(String)
  /// A start of one's own needs all rows, and a group has them at several members.
  case startNeedsAllRows(initializer: String)
  /// ``Cancellation`` ended the fit before all rows were assigned once.
  case interrupted
}

extension ClusteringError {
  /// The element of the points that is wrong, where it is one.
  public var element: (row: Int, column: Int)? {
    switch self {
    case .notFinite(let row, let column): (row, column)
    case .magnitudesTooFarApart(let row, let column, _): (row, column)
    default: nil
    }
  }

  /// The row that is wrong as a whole, where it is one.
  public var row: Int? {
    switch self {
    case .zeroRow(let row), .rowWithoutValues(let row): row
    default: nil
    }
  }

  /// The row whose weight is wrong, where it is one.
  public var weightRow: Int? {
    switch self {
    case .weightNotUsable(let row), .weightsTooFarApart(let row): row
    default: nil
    }
  }
}

extension ClusteringError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    if let element { return description(calling: "row \(element.row), column \(element.column)") }
    if let row { return description(calling: "row \(row)") }
    if let weightRow { return description(calling: "the weight of row \(weightRow)") }
    return description(calling: "the value")
  }

  /// The same with another name for the ``element`` or the weight that is wrong: for whoever says where it stands.
  public func description(calling subject: String) -> String {
    switch self {
    case .noPoints(let rows, let columns):
      "the data have shape \(rows) x \(columns); give at least one row and one column"
    case .tooLarge(let rows, let columns):
      "the data have shape \(rows) x \(columns), and at most 2147483647 rows can be fitted; fit a sample, and assign "
        + "all rows to its model"
    case .notFinite:
      "\(subject) is NaN or infinite; drop or repair the row"
    case .tooFewDistinctRows(let distinct, let clusterCount):
      "\(clusterCount) clusters need \(clusterCount) distinct rows, but the data have only \(distinct); "
        + "ask for at most \(distinct) cluster\(distinct == 1 ? "" : "s")"
    case .dimensionMismatch(let points, let centroids):
      "the points have \(points) columns but the centroids \(centroids); use data and centroids of one space"
    case .startCentroidCount(let given, let clusterCount):
      "\(given) start centroids were given for \(clusterCount) clusters; give one per cluster"
    case .startCentroidNotFinite(let row, let column):
      "start centroid \(row), column \(column) is NaN or infinite; start from finite centroids"
    case .weightCount(let given, let rows):
      "\(given) weights were given for \(rows) rows; give one per row"
    case .weightNotUsable:
      "\(subject) is negative, NaN or infinite; give finite weights of at least 0"
    case .noPositiveWeight:
      "no row has a positive weight; give at least one"
    case .weightsTooFarApart:
      "\(subject) cannot be held beside the largest; give weights within 300 powers of ten"
    case .weightsTooLarge:
      "the sum of the weights exceeds the range of float64; divide them by a power of two"
    case .magnitudesTooFarApart(_, _, let visible):
      "\(subject) is so large that float64 cannot hold squares of the others beside its own (it tells "
        + "\(visible) rows apart); if it marks a missing value, drop or repair the row"
    case .zeroRow:
      "\(subject) has zeros only, and so no direction; drop it, or measure by another metric"
    case .startCentroidZero(let row):
      "start centroid \(row) has zeros only, and so no direction; start from others"
    case .rowWithoutValues:
      "\(subject) has no value at all; drop it"
    case .columnWithoutValues(let column):
      "column \(column) has no value at all; leave it aside"
    case .tooManyTrimmed(let kept, let clusterCount):
      "\(clusterCount) clusters need as many rows, but the trimmed data have only \(kept); trim fewer"
    case .batchNotUsable(let step):
      "the mini-batch of step \(step) is empty or names a row that does not exist; give row indices"
    case .partsDisagree(let part):
      "part \(part) was not made with the model of the others; make all parts with the same model"
    case .partsDiffer(let part, let subject):
      "part \(part) differs from those before it in \(subject); give all parts alike"
    case .partMissing(let name):
      "the part of \(name) is missing; make it, and merge all parts at once"
    case .partTwice(let name):
      "the part of \(name) is there twice; give every part once"
    case .partUnknown:
      "the start was begun with other rows or weights; parts stay as they are until it is found, or begin anew"
    case .otherCheckpoint(let name, let other, let own):
      "the checkpoint is of another fit (\(name): \(other), not \(own)); go on with the options and the data that it was made with"
    case .cannotCombine(let first, let second):
      "\(first) and \(second) cannot be used together; leave one of them out"
    case .tooManyMedoidRows(let rows, let most):
      "medoids of \(rows) rows would take all distances between them, and at most \(most) rows are taken; fit a sample, and assign "
        + "all rows to its model"
    case .sizesNotFeasible(let minimum, let maximum, let rows, let clusterCount):
      sizesAdvice(minimum: minimum, maximum: maximum, rows: rows, clusterCount: clusterCount)
    case .optimumNeedsOneColumn(let columns):
      "the best possible centroids can be found for data of one column, and these have \(columns); name one column, or ask "
        + "for a lower bound of the inertia"
    case .pathNotAvailable(let path):
      "this machine or instruction set has no path \(path.rawValue); leave the choice to the engine"
    case .inertiaNotRepresentable:
      "the inertia exceeds the range of float64 in these units; rescale the data"
    case .memory(let byteCount, let purpose):
      "there is no memory for \(purpose): \(byteCount) bytes; ask for less, free some, or raise the limit"
    case .diverged(let step):
      "the solver diverged at step \(step); lower the learning rate"
    case .communication(let error):
      error.description
    case .otherMember(let rank):
      "member \(rank) of the group has refused its rows; its own error says why"
    case .membersDisagree(let subject):
      "the members of the group differ in \(subject); call all with the same options"
    case .startNeedsAllRows(let initializer):
      "the start \(initializer) needs all rows in one place; start from centroids, or by a rule of this library"
    case .interrupted:
      "interrupted before there was a result; start again"
    }
  }
}
