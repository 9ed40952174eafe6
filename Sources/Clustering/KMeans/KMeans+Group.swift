public import Matrices
internal import TesseraKernels

extension KMeans {
  /// Clusters rows that the members of a group hold, some each: every member calls this with its own rows, and with the same
  /// options.
  ///
  /// ```swift
  /// let model = try kmeans.fitted(to: myRows, in: communicator)
  /// ```
  ///
  /// The rows count in the order of the members. Centroids, inertia, trace, counts and the radius have the bits of a fit of all
  /// rows in one process; labels and margins are of this member's rows, and the tightest constraint names a row among all.
  /// ``cancellation`` and `shouldStop` end the fits of all members, between two updates, whoever asks; a wish that the exchange of an
  /// update comes too early for waits for the next. Starts are given, or
  /// chosen by a rule of this library: one of somebody else's would see the rows of one member only.
  ///
  /// - Parameters:
  ///   - points: this member's rows, [rows, dimensions], one at least; all members' of one type and as many columns.
  ///   - weights: one per row of this member; at all members or at none.
  ///   - communicator: the group.
  ///   - checkpoints: as of a fit of all rows, with which they can be exchanged; every member keeps the same, but for seconds.
  ///   - progress: hears every entry of the trace, the same at all members but for seconds and paths.
  ///   - shouldStop: asked before every update.
  /// - Complexity: beside that of a fit of these rows, an update exchanges 16 bytes per cluster, as much per coordinate of the
  ///   centroids whose clusters changed, and a few numbers. Of a start, the chosen rows are exchanged, and all distances are taken
  ///   where the rows are; k-means|| passes over the draws of all rows at every member.
  /// - Throws: ``ClusteringError``: of this member's rows, as ``ClusteringError/otherMember(_:)`` where another one's are refused,
  ///   as ``ClusteringError/communication(_:)`` where the group fails, and as ``ClusteringError/membersDisagree(_:)`` where options
  ///   differ.
  public func fitted(
    to points: NumericMatrix, weights: [Double]? = nil, in communicator: AnyCommunicator,
    checkpoints: Checkpoints? = nil, progress: @escaping (TraceEntry) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> KMeansModel {
    switch points {
    case .float(let points):
      try run(on: points, weights: weights, in: communicator, checkpoints, progress: progress, shouldStop: shouldStop)
    case .double(let points):
      try run(on: points, weights: weights, in: communicator, checkpoints, progress: progress, shouldStop: shouldStop)
    }
  }
}
