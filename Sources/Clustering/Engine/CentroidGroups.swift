internal import TesseraKernels

/// Groups of centroids that rows have bounds for (Ding et al. 2015, "Yinyang K-means"), and when they are made anew.
///
/// A group is as fast as its fastest member, so that centroids are grouped by how far they moved of late, not by where they
/// are. In the first updates rows would visit all groups anyway. The groups are made after update 5, and anew after
/// 8, 13, 21, ...
struct CentroidGroups {
  /// Where the centroids are, and the rows' bounds; nil before the groups are made.
  private(set) var made: (panels: PanelGroups, bounds: GroupBounds)?
  private var mobility: [Float]
  private var updates = 0
  private var next = 5

  /// Whether so many centroids make more than one group.
  static func areSeveral(clusterCount: Int) -> Bool { clusterCount > PanelGroups.smallestGroup }

  init(clusterCount: Int) { mobility = Array(repeating: 0, count: clusterCount) }

  /// The centroids of `points` move by these distances.
  ///
  /// - Parameter isReset: whether the bounds hold no longer.
  mutating func loosen<Scalar>(
    by distances: [Float], isReset: Bool, _ points: ScaledPoints<Scalar>, in parallel: ParallelRows
  ) {
    updates += 1
    for index in mobility.indices { mobility[index] = mobility[index] / 2 + distances[index] }
    if updates >= next {
      next = updates + max(1, (5 * updates + 4) / 8)
      let bounds = made?.bounds ?? GroupBounds(rows: points.rows)
      bounds.reset(reach: points.usualReach, in: parallel)
      made = (panelsByMobility(), bounds)
    } else if let made, isReset {
      made.bounds.reset(reach: points.usualReach, in: parallel)
    } else if let made {
      made.bounds.loosen(by: distances, of: made.panels)
    }
  }

  private func panelsByMobility() -> PanelGroups {
    let order = mobility.indices.sorted { (mobility[$0], $0) < (mobility[$1], $1) }
    return PanelGroups(order: order.map { Int32($0) })
  }
}
