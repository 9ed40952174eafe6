internal import CTesseraKernels

/// Bounds of the distances between rows and the centroids of each group, in steps of a unit, as they were when they were set;
/// how far the groups have drifted since comes off when a bound is read.
///
/// Memory: 32 bytes per row. A bound of 0 steps says nothing.
public final class GroupBounds: @unchecked Sendable {
  private let bounds: UnsafeMutablePointer<UInt16>
  private var memory = OwnedMemory()
  private let rows: Int
  private var drift = [Float](repeating: 0, count: Int(TESSERA_SHORT_GROUPS))
  private var unit: Float = 1

  /// - Parameter rows: bounds are set by row number, so that several threads can set those of different rows.
  public init(rows: Int) {
    self.rows = rows
    bounds = memory.room(rows * Int(TESSERA_SHORT_GROUPS))
  }

  /// Forgets all bounds; the next ones are of other groups.
  ///
  /// - Parameter reach: about the largest distance of a row or centroid from their centre.
  public func reset(reach: Double, in parallel: ParallelRows) {
    let width = Int(TESSERA_SHORT_GROUPS)
    parallel.forEachChunk(of: rows, chunk: 4096) { _, part in
      (self.bounds + part.lowerBound * width).initialize(repeating: 0, count: part.count * width)
    }
    drift = Array(repeating: 0, count: width)
    // The farthest that two of them can be apart, in steps of sixteen bits.
    unit = max(Float(2 * reach / 65535), 0x1p-80)
  }

  /// The centroids have moved by these distances at most.
  public func loosen(by distances: [Float], of groups: PanelGroups) {
    var largest = [Float](repeating: 0, count: drift.count)
    for (centroid, group) in groups.groupOf.enumerated() {
      largest[Int(group)] = max(largest[Int(group)], distances[centroid])
    }
    for (group, distance) in largest.enumerated() where distance > 0 {
      drift[group] = (drift[group] + distance).nextUp
    }
  }

  /// What a kernel reads and writes.
  public struct View: @unchecked Sendable {
    let cValue: UnsafePointer<tessera_short_groups>
  }

  public func withView<Result>(_ body: (View) -> Result) -> Result {
    drift.withUnsafeBufferPointer { drift in
      let groups = tessera_short_groups(
        bounds: bounds, drift: drift.baseAddress!, unit: unit, inverse: (1 / unit).nextDown)
      return withUnsafePointer(to: groups) { body(View(cValue: $0)) }
    }
  }
}
