internal import Clustering
internal import Matrices
internal import Quantization
internal import Tessera

/// What codes of some rows come to.
struct CodingSummary {
  /// The mean squared distance of rows to what their codes stand for.
  let distortion: Double
  /// The same by the mean squared distance of rows to their mean; nil where all rows are one.
  let relativeDistortion: Double?
  let usage: CodeUsage
  /// How many rows have the codes of an earlier row.
  let collisions: Int

  init(_ codes: Codes, _ reconstruction: Reconstruction, _ file: CodebookFile, _ points: NumericMatrix) {
    let distortion = reconstruction.distortion
    self.distortion = distortion
    let mean = Matrix(rows: 1, columns: points.columns, elements: points.columnMeans)
    let spread = try? points.assigned(to: mean).inertia / Double(max(1, points.rows))
    relativeDistortion = spread.flatMap { $0 > 0 ? distortion / $0 : nil }
    usage = CodeUsage(of: codes, codeCounts: file.codeCounts)
    collisions = codes.collisions
  }
}
