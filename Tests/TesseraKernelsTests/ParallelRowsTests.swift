import Dispatch
import Foundation
import Synchronization
import Testing

@testable import TesseraKernels

struct ParallelRowsTests {
  @Test(arguments: [0, 1, 9, 10, 11, 1000])
  func chunksDoNotDependOnTheNumberOfThreads(_ count: Int) {
    let one = chunks(of: count, threads: 1)
    #expect(one.flatMap { Array($0) } == Array(0..<count))
    #expect(one.dropLast().allSatisfy { $0.count == 10 })
    for threads in [2, 3, 8] {
      #expect(chunks(of: count, threads: threads) == one)
      #expect(chunks(of: count, threads: threads, keepsThreads: true) == one)
    }
  }

  /// Loops that follow one another at once, and after threads have gone to sleep; teams that end awake and asleep.
  @Test func threadsOfOnesOwnTakeLoopAfterLoop() {
    for threads in [2, 3, 5] {
      let parallel = ParallelRows(threads: threads, keepsThreads: true)
      for round in 0..<400 {
        let sum = Atomic(0)
        parallel.forEachChunk(of: 37, chunk: 1) { _, rows in sum.add(rows.lowerBound + 1, ordering: .relaxed) }
        #expect(sum.load(ordering: .relaxed) == 37 * 38 / 2, "\(threads) threads, round \(round)")
        if round % 100 == 99 { usleep(2000) }
      }
    }
  }

  @Test func loopsWithinLoopsAndFromSeveralThreadsDoNotWaitForEachOther() {
    let parallel = ParallelRows(threads: 3, keepsThreads: true)
    let sum = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<50 {
        parallel.forEachChunk(of: 6, chunk: 1) { _, _ in
          parallel.forEachChunk(of: 5, chunk: 1) { _, _ in sum.add(1, ordering: .relaxed) }
        }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 4 * 50 * 6 * 5)
  }

  /// As in the child of a fork, where libdispatch has no threads.
  @Test(arguments: [0, 1, 7]) func threadsThatAreMadeForALoopDoEachOfItsParts(_ count: Int) {
    let seen = Mutex([Int](repeating: 0, count: count))
    Platform.onNewThreads(count) { index in seen.withLock { $0[index] += 1 } }
    #expect(seen.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  /// A thread that still had the work when the function returned would end the process.
  @Test func threadsThatAreMadeForALoopKeepNothingOfIt() {
    let sum = Atomic(0)
    for _ in 0..<500 { Platform.onNewThreads(3) { sum.add($0, ordering: .relaxed) } }
    #expect(sum.load(ordering: .relaxed) == 500 * 3)
  }

  private func chunks(of count: Int, threads: Int, keepsThreads: Bool = false) -> [Range<Int>] {
    let seen = Mutex<[Int: Range<Int>]>([:])
    ParallelRows(threads: threads, keepsThreads: keepsThreads).forEachChunk(of: count, chunk: 10) {
      worker, index, rows in
      precondition(worker < threads)
      seen.withLock {
        precondition($0[index] == nil)
        $0[index] = rows
      }
    }
    return seen.withLock { seen in seen.sorted { $0.key < $1.key }.map(\.value) }
  }
}

struct InstructionSetTests {
  @Test func scalarAlwaysRunsAndTheBestIsAvailable() {
    #expect(InstructionSet.available.contains(.scalar))
    #expect(InstructionSet.available.contains(.best))
  }

  @Test func anUnknownNameSaysWhatThereIs() {
    let error = #expect(throws: InstructionSetError.self) { try InstructionSet.named("sse9") }
    #expect(error?.description.contains("sse9 is no instruction set; use one of: scalar") == true)
  }
}
