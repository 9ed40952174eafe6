internal import Matrices
internal import TesseraKernels

extension PartialAssigner {
  /// Puts the centroids of clusters without rows on the rows that take most off the inertia; what those lack stays.
  func restartEmptyClusters(_ state: inout RunState) {
    guard let found else { return }
    let empty = (0..<problem.clusterCount).filter { sums.masses[$0] == 0 }
    guard !empty.isEmpty else { return }
    let points = problem.points
    var terms = points.weighted(found.squares)
    for row in found.leftOut { terms[row] = 0 }
    var donors = terms.indices.filter { terms[$0] > 0 }.sorted { (terms[$0], $1) > (terms[$1], $0) }[...]
    for cluster in empty {
      while let row = donors.popFirst() {
        let source = places[row]
        guard sums.counts[Int(source)] > 1, sums.masses[Int(source)] > points.weights.quanta(of: row) else { continue }
        sums.apply([RowMove(row: Int32(row), source: source, target: Int32(cluster))])
        places[row] = Int32(cluster)
        break
      }
    }
  }
}
