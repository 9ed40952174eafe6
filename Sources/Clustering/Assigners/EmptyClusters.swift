internal import TesseraKernels

extension AssignmentEngine {
  /// A copy of `statistics` in which every cluster without weight owns one row, if rows can be spared: those that take
  /// most off the inertia first, by w D to their own centroids (ties: the lowest row), each taken out of its donor's sums.
  ///
  /// - Parameter sample: the rows of `statistics`; nil for all.
  ///
  /// A donor never gives its last row away, and a row on its centroid stays.
  func relocatingEmptyClusters(
    _ statistics: StatisticsAccumulator<Scalar>, among sample: RowSample? = nil
  ) -> StatisticsAccumulator<Scalar> {
    let empty = statistics.masses.indices.filter { statistics.masses[$0] == 0 }
    guard !empty.isEmpty else { return statistics }
    var donors = FarthestRows(self, among: sample, expected: empty.count)
    var (masses, moves) = (statistics.masses, [RowMove]())
    for cluster in empty {
      while let row = donors.next() {
        let donor = Int(row.label)
        guard masses[donor] > row.mass else { continue }
        masses[donor] -= row.mass
        if let here = points.reduction.localRow(row.row, of: points.rows) {
          moves.append(RowMove(row: Int32(here), source: row.label, target: Int32(cluster)))
        }
        break
      }
    }
    var relocated = statistics
    relocated.apply([moves])
    return relocated
  }
}
