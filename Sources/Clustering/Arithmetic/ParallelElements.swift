internal import Matrices
internal import TesseraKernels

extension ParallelRows {
  /// How many elements are worth a thread.
  fileprivate static var elementChunk: Int { 1 << 16 }
}

extension UnsafeBufferPointer<Double> {
  /// Whether all magnitudes are below `limit`; NaN is not.
  func areBelow(_ limit: Double, in parallel: ParallelRows) -> Bool {
    let chunk = ParallelRows.elementChunk
    guard count > chunk else { return areBelow(limit) }
    nonisolated(unsafe) let elements = self
    return parallel.mapChunks(of: count, chunk: chunk) { _, _, range in
      UnsafeBufferPointer(rebasing: elements[range]).areBelow(limit)
    }.allSatisfy { $0 }
  }

  /// The largest, at least 0; NaN does not count.
  func largest(in parallel: ParallelRows) -> Double {
    let chunk = ParallelRows.elementChunk
    guard count > chunk else { return largest }
    nonisolated(unsafe) let elements = self
    return parallel.mapChunks(of: count, chunk: chunk) { _, _, range in
      UnsafeBufferPointer(rebasing: elements[range]).largest
    }.withUnsafeBufferPointer { $0.largest }
  }

  private var largest: Double {
    var bound = 0.0
    for value in self { bound = value > bound ? value : bound }
    return bound
  }

  private func areBelow(_ limit: Double) -> Bool {
    var bad: UInt64 = 0
    for element in self { bad |= element.magnitude < limit ? 0 : 1 }
    return bad == 0
  }
}

extension Matrix<Double> {
  var isFinite: Bool { isFinite(in: ParallelRows(threads: 1)) }

  func isFinite(in parallel: ParallelRows) -> Bool {
    withUnsafeElements { $0.areBelow(.infinity, in: parallel) }
  }
}

extension Array where Element: BitwiseCopyable & Sendable {
  /// Pages of memory are given out where they are first written: by all threads.
  init(repeating value: Element, count: Int, in parallel: ParallelRows) {
    // The empty array is one for all threads, and its count is written where room for nothing is asked for.
    guard count > 0 else {
      self = []
      return
    }
    self.init(unsafeUninitializedCapacity: count) { elements, initialized in
      LargeMemory.advise(elements.baseAddress!, byteCount: count * MemoryLayout<Element>.stride)
      nonisolated(unsafe) let elements = elements
      parallel.forEachChunk(of: count, chunk: ParallelRows.elementChunk) { _, range in
        UnsafeMutableBufferPointer(rebasing: elements[range]).initialize(repeating: value)
      }
      initialized = count
    }
  }

  /// Elements that `body` writes, in chunks of ``ParallelRows/defaultChunk``; nothing is written before.
  init(
    count: Int, in parallel: ParallelRows,
    initializingWith body:
      @Sendable (_ worker: Int, _ range: Range<Int>, _ target: UnsafeMutablePointer<Element>) -> Void
  ) {
    self.init(unsafeUninitializedCapacity: count) { elements, initialized in
      LargeMemory.advise(elements.baseAddress!, byteCount: count * MemoryLayout<Element>.stride)
      nonisolated(unsafe) let elements = elements
      parallel.forEachChunk(of: count, chunk: ParallelRows.defaultChunk) { worker, _, range in
        body(worker, range, elements.baseAddress! + range.lowerBound)
      }
      initialized = count
    }
  }
}
