public import MessagePassing

extension KMeansModel {
  /// The model of all rows: with the labels and margins of all members, one member's after the other's, in place of this one's.
  /// Everything else is of all rows already.
  ///
  /// ```swift
  /// let model = try kmeans.fitted(to: myRows, in: communicator).joined(in: communicator)
  /// ```
  ///
  /// Every member of the group calls it, after a fit in the group, and gets the same.
  ///
  /// - Complexity: O(rows of all members): 12 bytes per row come to every member.
  /// - Throws: ``ClusteringError/communication(_:)`` where the group fails.
  public func joined(in communicator: AnyCommunicator) throws(ClusteringError) -> KMeansModel {
    guard communicator.size > 1 else { return self }
    do throws(CommunicationError) {
      var model = self
      model.labels = try Self.joined(labels, in: communicator)
      model.region.labels = model.labels
      model.region.margins = try Self.joined(region.margins, in: communicator)
      return model
    } catch {
      throw .communication(error)
    }
  }

  private static func joined<Value: BitwiseCopyable>(
    _ own: [Value], in communicator: AnyCommunicator
  ) throws(CommunicationError) -> [Value] {
    var all: [Value] = []
    for bytes in try communicator.gathered(own.withUnsafeBytes { Array($0) }) {
      bytes.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: MemoryLayout<Value>.size) {
          all.append(bytes.loadUnaligned(fromByteOffset: start, as: Value.self))
        }
      }
    }
    return all
  }
}
