import Synchronization
import TesseraKernels
import Testing

struct ParallelRowsTests {
  @Test(arguments: [0, 1, 9, 10, 11, 1000])
  func chunksDoNotDependOnTheNumberOfThreads(_ count: Int) {
    let one = chunks(of: count, threads: 1)
    #expect(one.flatMap { Array($0) } == Array(0..<count))
    #expect(one.dropLast().allSatisfy { $0.count == 10 })
    for threads in [2, 3, 8] { #expect(chunks(of: count, threads: threads) == one) }
  }

  private func chunks(of count: Int, threads: Int) -> [Range<Int>] {
    let seen = Mutex<[Int: Range<Int>]>([:])
    ParallelRows(threads: threads).forEachChunk(of: count, chunk: 10) { worker, index, rows in
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
