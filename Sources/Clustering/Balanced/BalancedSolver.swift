internal import Matrices
internal import TesseraKernels

/// Assigns rows to clusters of bounded sizes so that the sum of the squared distances, on the grid of ``GridRows``, is as small as
/// can be.
///
/// Every cluster has a price, a whole number that is added to the cost of its rows. Where each row is where cost plus price is
/// least, prices above 0 are those of full clusters only, and prices below 0 those of clusters at their minimum only, the
/// assignment is optimal: that is linear programming's duality, and the certificate (``BalanceCertificate``). Rows begin where they
/// are cheapest; then clusters with too many send one each along a shortest path over the clusters to one with too few, and
/// the lengths of the ways become part of the prices (successive shortest paths; R. K. Ahuja, T. L. Magnanti, J. B. Orlin,
/// *Network Flows*, 1993, chapter 9). The nodes are the clusters and one more, the market, whose price is 0: it takes a row's place
/// where a size lies between its bounds.
///
/// A row offers arcs to the clusters of its list only: the cheapest 16. What is not listed has a bound, and is looked at where
/// prices or centroids have moved beyond it (``price()``); rows that are far from any border offer nothing.
final class BalancedSolver<Scalar: KernelScalar> {
  /// What a bound is where nothing is left out.
  static var far: Int64 { .max / 4 }

  var grid: GridRows<Scalar>
  let clusterCount: Int
  /// Every so manyth row takes part.
  let step: Int
  let count: Int
  /// How many clusters a row's list has.
  let width: Int
  let minimum: Int
  let maximum: Int
  private var memory = OwnedMemory()
  let workers: [RowRoom]

  /// On the grid, row-major.
  let centroids: UnsafeMutablePointer<Double>
  /// Of the clusters and the market, and the first as Double.
  let prices: UnsafeMutablePointer<Int64>
  let realPrices: UnsafeMutablePointer<Double>
  /// Those to which ``bounds`` and ``limits`` belong.
  let reference: UnsafeMutablePointer<Int64>

  /// Of the rows: the cluster (-1: none yet), its cost, at most cost plus price of any cluster that is not listed, and at most that
  /// of any other that the row offers no arc to.
  let labels: UnsafeMutablePointer<Int32>
  let owns: UnsafeMutablePointer<Int64>
  let bounds: UnsafeMutablePointer<Int64>
  let limits: UnsafeMutablePointer<Int64>
  /// Whether the row offers arcs, and its listed costs are those of the centroids in place.
  let offers: UnsafeMutablePointer<Bool>
  let lists: UnsafeMutablePointer<Int32>
  let costs: UnsafeMutablePointer<Int64>
  var hasLists = false
  /// How much dearer than a row's cluster another may be, for the row to offer an arc to it.
  var slack = far

  /// Of the clusters and the market: how many rows too many there are; which size a cluster is held to.
  let excess: UnsafeMutablePointer<Int>
  let targets: UnsafeMutablePointer<Int>
  var arcs: [ClusterArcs] = []
  /// How many arcs may lie in the heaps before they are made anew.
  var most = 0
  var paths: PathRoom
  /// How many rows the last solution compared with all centroids.
  private(set) var touched = 0

  init(
    _ grid: GridRows<Scalar>, clusterCount: Int, sizes: ClosedRange<Int>, step: Int = 1
  ) {
    self.grid = grid
    (self.clusterCount, self.step) = (clusterCount, step)
    count = (grid.points.rows + step - 1) / step
    width = min(clusterCount, 16)
    (minimum, maximum) = (sizes.lowerBound, sizes.upperBound)
    let (k, width) = (clusterCount, width)
    workers = (0..<grid.parallel.threads).map { _ in
      RowRoom(dimensions: grid.points.dimensions, clusterCount: k, width: width)
    }
    centroids = memory.fill(k * grid.points.dimensions, with: 0)
    prices = memory.fill(k + 1, with: 0)
    realPrices = memory.fill(k, with: 0)
    reference = memory.fill(k + 1, with: 0)
    labels = memory.fill(count, with: -1)
    owns = memory.fill(count, with: 0)
    bounds = memory.fill(count, with: 0)
    limits = memory.fill(count, with: 0)
    offers = memory.fill(count, with: false)
    lists = memory.fill(count * width, with: 0)
    costs = memory.fill(count * width, with: 0)
    excess = memory.fill(k + 1, with: 0)
    targets = memory.fill(k, with: 0)
    paths = PathRoom(nodes: k + 1)
  }

  /// What a solver takes per row, in bytes, without its heaps.
  static func bytesPerRow(clusterCount: Int) -> Int { 29 + 12 * min(clusterCount, 16) }

  var foundLabels: [Int32] { Array(UnsafeBufferPointer(start: labels, count: count)) }

  /// What proves the labels that were found.
  var certificate: BalanceCertificate {
    BalanceCertificate(
      centroids: Array(UnsafeBufferPointer(start: centroids, count: clusterCount * grid.points.dimensions)),
      prices: (0..<clusterCount).map { prices[$0] - prices[clusterCount] }, sizes: minimum...maximum)
  }

  var isCancelled: Bool { grid.points.cancellation?.isCancelled ?? false }

  /// Assigns the rows to the centroids on the grid, which are in place, beginning with the prices in place.
  ///
  /// - Parameter loosening: how bounds change with the centroids' move; nil where lists are to be made anew.
  /// - Returns: Whether that was finished: it may be given up where the points' ``Cancellation`` asks for it.
  func solve(_ loosening: BoundLoosening?) -> Bool {
    if loosening == nil { hasLists = false }
    settlePrices()
    let before = (0..<clusterCount).map { prices[$0] }
    touched = compare(loosening)
    hasLists = true
    if isCancelled { return false }
    offerArcs()
    setTargets()
    repeat {
      guard augment() else { return false }
    } while price() > 0
    // How far prices moved against each other is how far they may the next time.
    let moves = (0..<clusterCount).map { prices[$0] - before[$0] }
    slack = max(1, (moves.max() ?? 0) - (moves.min() ?? 0))
    arcs = []
    return !isCancelled
  }

  /// Takes the market's price off all others. Where sizes are fixed there is no market, and the lowest price becomes 0.
  private func settlePrices() {
    let clusters = (0..<clusterCount).map { prices[$0] }
    if minimum == maximum { prices[clusterCount] = clusters.min() ?? 0 }
    let market = prices[clusterCount]
    for node in 0...clusterCount {
      prices[node] -= market
      reference[node] = prices[node]
    }
    noteReals()
    guard hasLists, market != 0 else { return }
    for row in 0..<count {
      if bounds[row] < Self.far { bounds[row] -= market }
      if limits[row] < Self.far { limits[row] -= market }
    }
  }

  func noteReals() {
    for cluster in 0..<clusterCount { realPrices[cluster] = Double(prices[cluster]) }
  }
}

/// What one worker needs for one row.
final class RowRoom {
  private var memory = OwnedMemory()
  /// The row on the grid.
  let x: UnsafeMutablePointer<Double>
  let squares: UnsafeMutablePointer<Double>
  /// The cheapest clusters in order, and one more.
  let values: UnsafeMutablePointer<Double>
  let clusters: UnsafeMutablePointer<Int32>
  /// For ``ClusterArcs``.
  let places: UnsafeMutablePointer<Int32>

  init(dimensions: Int, clusterCount: Int, width: Int) {
    x = memory.room(dimensions)
    squares = memory.room(clusterCount)
    values = memory.room(width + 1)
    clusters = memory.room(width + 1)
    places = memory.fill(clusterCount, with: -1)
  }
}
