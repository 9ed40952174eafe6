internal import TesseraKernels

extension SeedingPotential {
  /// Chooses the candidate that leaves the smallest potential, the first of equals, and returns it.
  func choose(from candidates: [Int]) -> Int {
    let savings = savings(of: candidates)
    let best = savings.indices.reduce(0) { savings[$1] > savings[$0] ? $1 : $0 }
    add(best, of: candidates)
    return candidates[best]
  }

  /// Chooses a row: every row is now at most as far as from this one.
  func add(_ row: Int) {
    listedCounts.withUnsafeMutableBufferPointer { counts in
      nonisolated(unsafe) let counts = counts
      forEachChunk { _, chunk, rows in counts[chunk] = self.list(rows, candidates: 1, nil) }
    }
    add(0, of: [row])
  }

  /// Chooses all of some rows, without bringing sums and bounds up to date: ``recount()`` does.
  ///
  /// - Parameter nearer: called for every row that one of them is nearer to than what was chosen before, with the position
  ///   of the nearest (ties: the first); calls for different rows may overlap.
  func add(all candidates: [Int], nearer: @Sendable (_ row: Int, _ position: Int) -> Void) {
    let vectors = source.vectors(candidates)
    let filter = quantized?.candidates(candidates)
    forEachChunk { worker, chunk, rows in
      let listed = self.list(rows, candidates: candidates.count, filter)
      let (list, bits) = (self.listedRows + rows.lowerBound, self.listedBits + rows.lowerBound)
      let squares = self.squares[worker]
      self.source.distances(list, bits, listed, vectors, squares)
      var next = 0
      for position in 0..<listed {
        let row = Int(list[position])
        var (left, best, nearest) = (bits[position], self.closest[row], -1)
        while left != 0 {
          if squares[next] < best { (best, nearest) = (squares[next], left.trailingZeroBitCount) }
          next += 1
          left &= left - 1
        }
        guard nearest >= 0 else { continue }
        self.closest[row] = best
        self.quantized?.setClosest(best, of: row)
        nearer(row, nearest)
      }
    }
  }

  /// By how much each candidate would lower the potential; leaves lists of the rows that it would bring nearer.
  private func savings(of candidates: [Int]) -> [Int128] {
    let count = candidates.count
    let vectors = source.vectors(candidates)
    let filter = quantized?.candidates(candidates)
    var partial = [Int64](repeating: 0, count: chunkCount * count)
    partial.withUnsafeMutableBufferPointer { partial in
      nonisolated(unsafe) let partial = partial
      listedCounts.withUnsafeMutableBufferPointer { counts in
        nonisolated(unsafe) let counts = counts
        forEachChunk { worker, chunk, rows in
          let listed = self.list(rows, candidates: count, filter)
          let (list, bits) = (self.listedRows + rows.lowerBound, self.listedBits + rows.lowerBound)
          self.source.distances(list, bits, listed, vectors, self.squares[worker])
          counts[chunk] = self.keepNearer(
            list, bits, count: listed, squares: self.squares[worker], savings: partial.baseAddress! + chunk * count)
        }
      }
    }
    return source.reduction.sum(
      (0..<count).map { candidate in
        stride(from: candidate, to: partial.count, by: count).reduce(Int128(0)) { $0 + Int128(partial[$1]) }
      })
  }

  /// Lists a chunk's rows that candidates may be nearer to; returns how many.
  private func list(_ rows: Range<Int>, candidates: Int, _ filter: QuantizedCandidates?) -> Int {
    let (list, bits) = (listedRows + rows.lowerBound, listedBits + rows.lowerBound)
    if let filter, let quantized { return quantized.list(rows, nearer: filter, list: list, bits: bits) }
    for row in rows {
      list[row - rows.lowerBound] = Int32(row)
      // One to 32 candidates.
      bits[row - rows.lowerBound] = ~0 >> UInt32(UInt32.bitWidth - candidates)
    }
    return rows.count
  }

  /// Drops from a list the rows and bits of candidates that are not nearer, and adds up what the others save.
  private func keepNearer(
    _ list: UnsafeMutablePointer<Int32>, _ bits: UnsafeMutablePointer<UInt32>, count: Int,
    squares: UnsafePointer<Double>, savings: UnsafeMutablePointer<Int64>
  ) -> Int {
    var (kept, next) = (0, 0)
    for position in 0..<count {
      let row = Int(list[position])
      let before = closest[row]
      var (left, nearer) = (bits[position], UInt32(0))
      while left != 0 {
        let candidate = left.trailingZeroBitCount
        left &= left - 1
        let square = squares[next]
        next += 1
        guard square < before else { continue }
        savings[candidate] &+= mass(row, at: before) &- mass(row, at: square)
        nearer |= 1 << UInt32(candidate)
      }
      list[kept] = Int32(row)
      bits[kept] = nearer
      kept += nearer == 0 ? 0 : 1
    }
    return kept
  }

  /// Chooses one of the candidates for which rows are listed.
  private func add(_ best: Int, of candidates: [Int]) {
    let vector = source.vectors([candidates[best]])
    chunkBounds.withUnsafeMutableBufferPointer { bounds in
      nonisolated(unsafe) let bounds = bounds
      chunkSums.withUnsafeMutableBufferPointer { sums in
        nonisolated(unsafe) let sums = sums
        forEachChunk { worker, chunk, rows in
          let (list, bits) = (self.listedRows + rows.lowerBound, self.listedBits + rows.lowerBound)
          var count = 0
          for position in 0..<self.listedCounts[chunk] where bits[position] >> UInt32(best) & 1 != 0 {
            list[count] = list[position]
            bits[count] = 1
            count += 1
          }
          guard count > 0 else { return }
          self.source.distances(list, bits, count, vector, self.squares[worker])
          let bound = bounds[chunk]
          var holdsBound = true
          for position in 0..<count {
            let row = Int(list[position])
            let (before, square) = (self.closest[row], self.squares[worker][position])
            guard square < before else { continue }
            sums[chunk] += Int128(self.mass(row, at: square) &- self.mass(row, at: before))
            holdsBound = holdsBound && before * self.weight(of: row) < bound
            self.closest[row] = square
            self.quantized?.setClosest(square, of: row)
          }
          if !holdsBound { bounds[chunk] = rows.reduce(0) { max($0, self.closest[$1] * self.weight(of: $1)) } }
        }
      }
    }
    refreshTotal()
  }
}
