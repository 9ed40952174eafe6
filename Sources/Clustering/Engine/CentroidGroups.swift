internal import TesseraKernels

/// Groups of centroids that rows have bounds for (Ding et al. 2015, "Yinyang K-means"), and when they are made anew.
///
/// A group is as fast as its fastest member, so that centroids are grouped by how far they moved of late, not by where they
/// are. In the first updates that changes most and most rows visit all groups anyway: the groups are made anew after
/// updates 1, 2, 3, 5, 8, 13, 21, ...
struct CentroidGroups {
  private(set) var panels: PanelGroups
  let bounds: GroupBounds
  private var mobility: [Float]
  private var updates = 0
  private var next = 1

  /// Whether so many centroids make more than one group.
  static func areSeveral(clusterCount: Int) -> Bool { clusterCount > PanelGroups.smallestGroup }

  init(rows: Int, clusterCount: Int, reach: Double, in parallel: ParallelRows) {
    panels = PanelGroups(order: (0..<Int32(clusterCount)).map { $0 })
    bounds = GroupBounds(rows: rows)
    mobility = Array(repeating: 0, count: clusterCount)
    bounds.reset(reach: reach, in: parallel)
  }

  /// The centroids move by these distances.
  ///
  /// - Parameters:
  ///   - isReset: whether the bounds hold no longer.
  ///   - reach: about the largest distance of a row from the centre.
  mutating func loosen(by distances: [Float], isReset: Bool, reach: Double, in parallel: ParallelRows) {
    updates += 1
    for index in mobility.indices { mobility[index] = mobility[index] / 2 + distances[index] }
    if updates >= next {
      next = updates + max(1, (5 * updates + 4) / 8)
      let mobility = mobility
      panels = PanelGroups(
        order: mobility.indices.sorted { (mobility[$0], $0) < (mobility[$1], $1) }.map { Int32($0) })
      bounds.reset(reach: reach, in: parallel)
    } else if isReset {
      bounds.reset(reach: reach, in: parallel)
    } else {
      bounds.loosen(by: distances, of: panels)
    }
  }
}
