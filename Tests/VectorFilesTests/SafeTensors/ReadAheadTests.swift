import CLibrary
import Synchronization
import Testing

@testable import VectorFiles

struct ReadAheadTests {
  /// What was asked for: so many bytes, from the first on, without gaps.
  private final class Asked: Sendable {
    private let ranges = Mutex<[Range<Int>]>([])

    func add(_ range: Range<Int>) { ranges.withLock { $0.append(range) } }

    var end: Int {
      ranges.withLock { ranges in
        for (range, next) in zip(ranges, ranges.dropFirst()) { #expect(range.upperBound == next.lowerBound) }
        return ranges.last?.upperBound ?? 0
      }
    }

    /// Waits until so many bytes were asked for.
    func wait(for count: Int) -> Bool {
      for _ in 0..<10_000 where end < count { usleep(1000) }
      return end == count
    }
  }

  private let distance = ReadAhead.distance
  private let step = ReadAhead.step

  @Test func itStaysADistanceAheadOfTheWork() {
    let asked = Asked()
    let ahead = ReadAhead(10 * distance) { asked.add($0) }
    #expect(asked.wait(for: distance + step))
    ahead.pass(3 * step)
    #expect(asked.wait(for: distance + 4 * step))
    // What has been read twice is no progress.
    ahead.pass(step)
    ahead.pass(4 * step)
    #expect(asked.wait(for: distance + 5 * step))
    ahead.end()
  }

  @Test func itEndsWithTheLastByte() {
    let asked = Asked()
    let ahead = ReadAhead(2 * step + 1) { asked.add($0) }
    #expect(asked.wait(for: 2 * step + 1))
    ahead.end()
  }

  @Test func nothingMoreIsAskedForAfterTheEnd() {
    let asked = Asked()
    let ahead = ReadAhead(10 * distance) { asked.add($0) }
    #expect(asked.wait(for: distance + step))
    ahead.end()
    ahead.pass(distance)
    usleep(50_000)
    #expect(asked.end == distance + step)
  }

  @Test func littleComesByItself() {
    let asked = Asked()
    ReadAhead(step) { asked.add($0) }.end()
    #expect(asked.end == 0)
  }
}
