internal import Clustering
internal import Matrices
internal import Mixtures
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What a mixture says of each row, and where it is written.
struct MixtureRows {
  let file: MixtureFile
  let points: Points
  let options: MixtureOptions

  init(_ file: MixtureFile, _ points: Points, _ options: MixtureOptions) {
    var options = options
    // Somebody who asked to stop wants what was reached.
    options.cancellation = nil
    (self.file, self.points, self.options) = (file, points, options)
  }

  /// The most probable components, and the logarithms of the density where there is one.
  func labels() throws(CommandFailure) -> (labels: [Int32], logDensities: [Double]?) {
    do {
      if case .gaussian(let model) = file.content {
        let assigned = try model.assigned(points.data.points, options: options)
        return (assigned.labels, assigned.logDensities)
      }
      return (try file.labels(of: points.data.points, options: options), nil)
    } catch {
      throw CommandFailure(error, points)
    }
  }

  /// Writes the labels; a table has the logarithms of the density, too.
  func write(labels path: String) throws {
    let (labels, logDensities) = try labels()
    let place = OutputPlace(path)
    var columns = [OutputTable.Column("label", .integers(points.spread(labels, leftOut: -1)))]
    if place.format.isTable, let logDensities {
      columns.append(.init("logDensity", .numbers(points.spread(logDensities, leftOut: .nan))))
    }
    try place.format.write(OutputTable(rowNames: points.data.rowNames, columns: columns), to: place.path)
  }

  /// Writes the logarithms of the density.
  func write(logDensities path: String) throws {
    let place = OutputPlace(path)
    let values = points.spread(try labels().logDensities ?? [], leftOut: .nan)
    let column = OutputTable.Column("logDensity", .numbers(values))
    try place.format.write(OutputTable(rowNames: points.data.rowNames, columns: [column]), to: place.path)
  }

  /// Writes the share of each component in each row; NaN for rows that were left out.
  func write(shares path: String) throws {
    let shares = try shares(of: points.data.points)
    let rows = points.spread(Array(0..<shares.rows), leftOut: -1)
    let all = Matrix<Double>(rows: rows.count, columns: shares.columns) { target in
      for (place, row) in rows.enumerated() {
        for column in 0..<shares.columns {
          target[place * shares.columns + column] = row < 0 ? .nan : shares[row, column]
        }
      }
    }
    let place = OutputPlace(path)
    try place.format.write(
      all, headings: (0..<all.columns).map { "component \($0)" }, type: .float64, to: place.path)
  }
}

extension MixtureFile {
  /// The mixture of a file that does not change meanwhile; nil where it is something else.
  static func reading(ifMixture path: String) throws(VectorFileError) -> MixtureFile? {
    guard isMixture(path) else { return nil }
    return try InputFile(path).reading { () throws(VectorFileError) in try MixtureFile(contentsOf: path) }
  }
}
