internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Tessera
internal import VectorFiles

/// What of the rows of a fit does not count.
struct PartialOptions: ParsableArguments {
  @OptionGroup var missing: MissingOption

  @Option(
    help: ArgumentHelp(
      """
      Leave out a share of the rows (5% or 0.05), those farthest from their centroids (with weights, those that add most to the \
      inertia), as outliers (k-means--): their label is -1, and --json names them.
      """, valueName: "SHARE"))
  var trim: TrimmedShare?

  /// The same fit.
  func applied(to kMeans: KMeans) -> KMeans {
    var kMeans = kMeans
    kMeans.missingValues = missing.values
    kMeans.trimmedShare = trim?.value ?? 0
    return kMeans
  }

  /// What a page can draw: missing values as those of the centroids, without the rows that were left out.
  func drawn(_ points: Points, _ model: KMeansModel) -> (points: Points, rows: [Int]?) {
    var points = points
    points.data.points = points.data.points.filled(from: model)
    guard let kept = model.keptRows else { return (points, nil) }
    return (points.leavingOut(model.trimmed?.rows ?? []), kept)
  }
}

/// Whether missing values are left out.
struct MissingOption: ParsableArguments {
  @Flag(
    help: """
      Leave missing values (and NaN) out of distances and means, and keep their rows; a row or a column without any value is refused.
      """)
  var withMissing = false

  var values: MissingValues { withMissing ? .leftOut : .refused }
}

/// The value of `--trim`: 5% or 0.05.
struct TrimmedShare: ExpressibleByArgument {
  let value: Double

  init?(argument: String) {
    let isPercent = argument.hasSuffix("%")
    guard let number = Double(isPercent ? String(argument.dropLast()) : argument) else { return nil }
    let value = isPercent ? number / 100 : number
    guard value >= 0, value < 1 else { return nil }
    self.value = value
  }
}

extension NumericMatrix {
  /// With the coordinates of the centroids for missing values.
  fileprivate func filled(from model: KMeansModel) -> NumericMatrix {
    guard model.missingCount > 0 else { return self }
    switch self {
    case .float(let matrix): return .float(Self.filled(matrix, model))
    case .double(let matrix): return .double(Self.filled(matrix, model))
    }
  }

  private static func filled<Scalar>(_ matrix: Matrix<Scalar>, _ model: KMeansModel) -> Matrix<Scalar> {
    var filled = matrix
    filled.withUnsafeMutableElements { elements in
      for index in elements.indices where elements[index].isNaN {
        let (row, column) = index.quotientAndRemainder(dividingBy: matrix.columns)
        elements[index] = Scalar(model.centroids[Int(model.labels[row]), column])
      }
    }
    return filled
  }
}
