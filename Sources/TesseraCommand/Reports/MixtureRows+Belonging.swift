internal import Matrices
internal import Mixtures
internal import Reports
internal import Tessera

extension MixtureRows {
  /// How far each row belongs to which component; a block of rows at a time, so that all shares are never in memory.
  func belonging() throws(CommandFailure) -> SharedRows {
    let points = points.data.points
    let components = file.means.rows
    var rows = SharedRows(components: components)
    let block = max(1, (1 << 20) / components)
    var first = 0
    while first < points.rows {
      let end = min(points.rows, first + block)
      let shares = try shares(of: points[rows: first..<end])
      for row in 0..<shares.rows { rows.append(shares.row(row)) }
      first = end
    }
    return rows
  }

  func shares(of points: NumericMatrix) throws(CommandFailure) -> Matrix<Double> {
    do {
      switch file.content {
      case .gaussian(let model): return try model.responsibilities(of: points, options: options)
      case .soft(let clusters): return try clusters.memberships(of: points, options: options)
      }
    } catch {
      throw CommandFailure(error, self.points)
    }
  }
}
