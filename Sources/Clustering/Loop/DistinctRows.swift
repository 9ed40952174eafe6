internal import Matrices
internal import TesseraKernels

extension Matrix where Scalar: KernelScalar {
  /// How many rows of positive weight are distinct (0 and -0 are equal) at all members, or `count` where there are more.
  func distinctRows(upTo count: Int, _ weights: RowWeights, in reduction: Reduction) -> Int {
    let own = distinctRows(upTo: count, weights, in: reduction.parallel)
    guard reduction.isShared else { return own.count }
    let most = Int(reduction.maximum(Double(own.count)))
    guard most < count else { return count }
    // -0 becomes 0.
    let bits = own.flatMap { row in self.row(row).map { (Double($0) + 0).bitPattern } }
    let found = reduction.joined(bits)
    let starts = stride(from: 0, to: found.count, by: columns)
    let seen = Set(starts.map { found[$0..<($0 + columns)] })
    return min(seen.count, count)
  }

  /// Rows of positive weight, the first of each value, `count` at most.
  ///
  /// - Complexity: O(dimensions) per row looked at; it stops soon after `count` distinct rows are seen. Memory: 24 bytes per
  ///   distinct row.
  func distinctRows(upTo count: Int, _ weights: RowWeights, in parallel: ParallelRows) -> [Int] {
    let keys = RowHashKeys(columns: columns)
    return withRows { view in
      // What is decoded has no place but this.
      var memory = OwnedMemory()
      var seen: Set<RowKey<Scalar>> = []
      var distinct: [Int] = []
      // Most data have no two equal rows: the first `count` are about enough.
      let step = max(1024, min(count, rows))
      var block = 0..<min(count, rows)
      while !block.isEmpty {
        for (row, hash) in zip(block, hashes(of: block, view, keys, parallel)) where weights[row] > 0 {
          view.withRow(row) { x in
            var key = RowKey(elements: UnsafeBufferPointer(start: x, count: columns), hash: hash)
            guard !seen.contains(key) else { return }
            if view.isEncoded {
              let copy = memory.copy(key.elements)
              key = RowKey(elements: UnsafeBufferPointer(start: copy, count: columns), hash: hash)
            }
            seen.insert(key)
            distinct.append(row)
          }
          if distinct.count >= count { return distinct }
        }
        block = block.upperBound..<min(block.upperBound + step, rows)
      }
      return distinct
    }
  }

  private func hashes(
    of block: Range<Int>, _ rows: RowView<Scalar>, _ keys: RowHashKeys, _ parallel: ParallelRows
  ) -> [UInt64] {
    var hashes = [UInt64](repeating: 0, count: block.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      nonisolated(unsafe) let hashes = hashes
      parallel.forEachChunk(of: block.count, chunk: max(1, 16384 / columns)) { _, part in
        let first = block.lowerBound
        rows.forEachRow(in: (first + part.lowerBound)..<(first + part.upperBound)) {
          hashes[$0 - first] = keys.hash($1)
        }
      }
    }
    return hashes
  }
}

/// A hash with secret keys, so that nobody can make rows that collide: two given rows do with a chance of 2^-32.
///
/// Source: J. Black, S. Halevi, H. Krawczyk, T. Krovetz and P. Rogaway, *UMAC: fast and secure message authentication* (1999),
/// DOI 10.1007/3-540-48405-1_14: the sum of products of halves, each with a key added.
struct RowHashKeys: Sendable {
  private let keys: [UInt64]

  /// Keys of this process and moment: no result depends on them.
  init(columns: Int) {
    var generator = SystemRandomNumberGenerator()
    keys = (0..<columns).map { _ in generator.next() }
  }

  func hash<Scalar: KernelScalar>(_ row: UnsafePointer<Scalar>) -> UInt64 {
    var hash: UInt64 = 0
    for (column, key) in keys.enumerated() {
      // -0 becomes 0.
      let bits = (Double(row[column]) + 0).bitPattern
      let low = UInt32(truncatingIfNeeded: bits) &+ UInt32(truncatingIfNeeded: key)
      let high = UInt32(truncatingIfNeeded: bits >> 32) &+ UInt32(truncatingIfNeeded: key >> 32)
      hash &+= UInt64(low) &* UInt64(high)
    }
    return hash
  }
}

/// A row as a set element: by its values.
struct RowKey<Scalar: KernelScalar>: Hashable {
  let elements: UnsafeBufferPointer<Scalar>
  let hash: UInt64

  static func == (left: Self, right: Self) -> Bool {
    left.hash == right.hash && left.elements.elementsEqual(right.elements)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
