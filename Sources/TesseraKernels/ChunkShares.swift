internal import Synchronization

/// What is left of each worker's share of the chunks.
final class ChunkShares: Sendable {
  /// One cache line each: workers would slow each other down.
  private static let spacing = 8

  private nonisolated(unsafe) let taken: UnsafeMutablePointer<Atomic<Int>>
  private let chunks: Int
  private let workers: Int

  init(_ chunks: Int, workers: Int) {
    self.chunks = chunks
    self.workers = workers
    taken = .allocate(capacity: Self.spacing * workers)
    for share in 0..<workers {
      (taken + Self.spacing * share).initialize(to: Atomic(share * chunks / workers))
    }
  }

  deinit {
    for share in 0..<workers { (taken + Self.spacing * share).deinitialize(count: 1) }
    taken.deallocate()
  }

  func next(of share: Int) -> Int? {
    let index = taken[Self.spacing * share].add(1, ordering: .relaxed).oldValue
    return index < (share + 1) * chunks / workers ? index : nil
  }
}
