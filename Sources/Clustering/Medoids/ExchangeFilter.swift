internal import TesseraKernels

/// Tells for eight rows at once that no exchange for them lowers the loss, where a sum in Double, less its error, proves that.
///
/// For a row c and a medoid i, the loss changes by the sum over rows o of min(d(o, c), near) - near, and, of those whose nearest is i,
/// of far - max(near, min(d(o, c), far)) less far - near: one pass over the rows for all medoids (FastPAM1).
struct ExchangeFilter: Sendable {
  private let distances: RowDistances
  private let rows: Int
  /// Rows per block of distances: they stay in the cache.
  private static var block: Int { 128 }

  init(_ distances: RowDistances) { (self.distances, rows) = (distances, distances.count) }

  /// Which of eight rows may have an exchange that lowers the loss, as bits.
  ///
  /// - Complexity: O(rows * dimensions). Memory: 64 bytes per medoid and column, and 8 kB.
  func open(_ eight: [Int], _ state: MedoidState) -> UInt8 {
    let count = state.medoids.count
    let padding = Array(repeating: eight[0], count: 8 - eight.count)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: distances.panelSize) { panel in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 8 * Self.block) { block in
        withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: count) { own in
          distances.pack(eight + padding, into: panel.baseAddress!)
          for slot in 0..<count { own[slot] = SIMD8(repeating: state.removal[slot]) }
          let shared = sum(panel.baseAddress!, block.baseAddress!, own.baseAddress!, state)
          var least = own[0]
          for slot in 1..<max(1, count) { least.replace(with: own[slot], where: own[slot] .< least) }
          let isProved = (least + shared) .> SIMD8(repeating: doubt(state))
          var open: UInt8 = 0
          for lane in 0..<eight.count where !isProved[lane] { open |= 1 << UInt8(lane) }
          return open
        }
      }
    }
  }

  /// What rows gain whose nearest the eight would be; what the loss of each medoid is less by goes into `own`.
  private func sum(
    _ panel: UnsafePointer<Double>, _ block: UnsafeMutablePointer<Double>, _ own: UnsafeMutablePointer<SIMD8<Double>>,
    _ state: MedoidState
  ) -> SIMD8<Double> {
    var shared = SIMD8<Double>()
    let weights = state.weights.values
    state.near.withUnsafeBufferPointer { near in
      state.far.withUnsafeBufferPointer { far in
        state.nearest.withUnsafeBufferPointer { nearest in
          for start in stride(from: 0, to: rows, by: Self.block) {
            let range = start..<min(start + Self.block, rows)
            distances.distances(panel, to: range, into: block)
            let values = UnsafeRawPointer(block)
            for row in range {
              var value = values.loadUnaligned(fromByteOffset: 64 * (row - start), as: SIMD8<Double>.self)
              if let weights { value *= weights[row] }
              let (low, high) = (SIMD8(repeating: near[row]), SIMD8(repeating: far[row]))
              let isOpen = value .< high
              guard any(isOpen) else { continue }
              let isNear = value .< low
              shared += (value - low).replacing(with: 0, where: .!isNear)
              own[Int(nearest[row])] += (value.replacing(with: low, where: isNear) - high).replacing(
                with: 0, where: .!isOpen)
            }
          }
        }
      }
    }
    return shared
  }

  /// Twice what all roundings can amount to: of the distances, of three sums of at most `rows` terms each, and of distances whose
  /// squares vanish.
  private func doubt(_ state: MedoidState) -> Double {
    let share = 2 * distances.error + Double(4 * rows + 64) * 0x1p-53
    let vanishing = Double(rows) * state.weights.bound * Double(distances.dimensions + 1) * 0x1p-530
    return 2 * state.magnitude * share + vanishing
  }
}
