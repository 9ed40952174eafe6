internal import TesseraKernels

extension WeightHistogram {
  /// Of weights in sixteen bits, by a bin for each of their patterns.
  ///
  /// - Complexity: O(weights + 65 536), whatever is in memory.
  /// - Parameter advance: is told which weights have been read.
  init<Format: WeightFormat>(
    binning run: WeightRun<Format>, _ parallel: ParallelRows, _ advance: @Sendable (Range<Int>) -> Void
  ) throws(PaletteError) where Format.Bits == UInt16 {
    nonisolated(unsafe) let run = run
    let counts = Self.counts(run, parallel, advance)
    if Self.hasBad(counts, Format.self), let failure = run.failure { throw failure }
    self.init(capacity: counts.count { $0 > 0 })
    let masses = run.importances.isEqual ? nil : try Self.masses(run, parallel, advance)
    // Importances of nothing but 0 say nothing: all count the same.
    let isWeighted = masses?.contains { $0.value > 0 } ?? false
    isUnweighted = masses != nil && !isWeighted
    for key in UInt16.min ... .max {
      let bits = Int(Format.bits(of: key))
      let isZero = bits == 0
      let negativeZero = Int(Format.sign)
      guard bits != negativeZero else { continue }
      if isWeighted, var sum = masses?[bits] {
        if isZero, let other = masses?[negativeZero] { sum.add(other) }
        if sum.value > 0 { append(Format.value(UInt16(bits)), sum.value) }
      } else {
        let count = counts[bits] + (isZero ? counts[negativeZero] : 0)
        if count > 0 { append(Format.value(UInt16(bits)), Double(count)) }
      }
    }
  }

  private static let bins = 1 << 16
  /// Weights of a part: its own bins cost as much as a quarter of so many weights.
  private static let part = 1 << 20

  private static func hasBad<Format: WeightFormat>(_ counts: [Int], _ format: Format.Type) -> Bool
  where Format.Bits == UInt16 {
    (0..<bins).contains { counts[$0] > 0 && !Format.isFinite(UInt16($0)) }
  }

  /// How often each pattern is there.
  private static func counts<Format: WeightFormat>(
    _ run: WeightRun<Format>, _ parallel: ParallelRows, _ advance: @Sendable (Range<Int>) -> Void
  ) -> [Int] where Format.Bits == UInt16 {
    nonisolated(unsafe) let run = run
    let length = max(part, (run.range.count + parallel.threads - 1) / parallel.threads)
    let parts = parallel.mapChunks(of: run.range.count, chunk: length) { _, _, rows in
      var sums = [Int](repeating: 0, count: bins)
      let end = run.range.lowerBound + rows.upperBound
      for first in Swift.stride(from: run.range.lowerBound + rows.lowerBound, to: end, by: 4 * part) {
        let some = first..<min(first + 4 * part, end)
        count(run.part(some), into: &sums)
        advance(some)
      }
      return sums
    }
    var sums = parts[0]
    for part in parts.dropFirst() { for bin in 0..<bins { sums[bin] += part[bin] } }
    return sums
  }

  private static func count<Format: WeightFormat>(_ run: WeightRun<Format>, into sums: inout [Int])
  where Format.Bits == UInt16 {
    let places = run.range
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * bins) { counts in
      counts.initialize(repeating: 0)
      // Two at a time in bins of their own: neighbours are often equal, and would wait for each other.
      let (even, odd) = (counts.baseAddress!, counts.baseAddress! + bins)
      let fours = places.count / 4
      for four in 0..<fours {
        let bits = run.fourBits(places.lowerBound + 4 * four)
        even[Int(bits & 0xFFFF)] &+= 1
        odd[Int(bits >> 16 & 0xFFFF)] &+= 1
        even[Int(bits >> 32 & 0xFFFF)] &+= 1
        odd[Int(bits >> 48)] &+= 1
      }
      for place in (places.lowerBound + 4 * fours)..<places.upperBound { even[Int(run.bits(place))] &+= 1 }
      for bin in 0..<bins { sums[bin] += Int(even[bin]) + Int(odd[bin]) }
    }
  }

  /// What each pattern counts. Parts are as many for every number of threads, and added up in their order.
  private static func masses<Format: WeightFormat>(
    _ run: WeightRun<Format>, _ parallel: ParallelRows, _ advance: @Sendable (Range<Int>) -> Void
  ) throws(PaletteError) -> [CompensatedSum] where Format.Bits == UInt16 {
    nonisolated(unsafe) let run = run
    let length = max(part, (run.range.count + 7) / 8)
    let parts = parallel.mapChunks(of: run.range.count, chunk: length) { _, _, rows in
      let places = (run.range.lowerBound + rows.lowerBound)..<(run.range.lowerBound + rows.upperBound)
      return Result { () throws(PaletteError) in
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: bins)
        try sums.withUnsafeMutableBufferPointer { sums throws(PaletteError) in
          for first in Swift.stride(from: places.lowerBound, to: places.upperBound, by: part) {
            let some = first..<min(first + part, places.upperBound)
            try run.part(some).forEachImportance { first, importances throws(PaletteError) in
              for index in importances.indices { sums[Int(run.bits(first + index))].add(importances[index]) }
            }
            advance(some)
          }
        }
        return sums
      }
    }
    var sums = try parts[0].get()
    for part in parts.dropFirst() {
      let part = try part.get()
      for bin in 0..<bins { sums[bin].add(part[bin]) }
    }
    return sums
  }
}
