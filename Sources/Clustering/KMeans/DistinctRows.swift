internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// Throws unless at least `count` rows of positive weight are distinct (0 and -0 are equal).
  ///
  /// - Complexity: O(dimensions) per row looked at; it stops soon after `count` distinct rows are seen. Memory: 24 bytes per
  ///   distinct row.
  func requireDistinctRows(_ count: Int, in parallel: ParallelRows) throws(ClusteringError) {
    let distinct = matrix.withUnsafeElements { elements in
      var seen: Set<RowKey<Scalar>> = []
      // Most data have no two equal rows: the first `count` are about enough.
      var block = 0..<min(count, rows)
      while !block.isEmpty {
        for (row, hash) in zip(block, hashes(of: block, elements, parallel)) where weights[row] > 0 {
          seen.insert(
            RowKey(
              elements: UnsafeBufferPointer(rebasing: elements[(row * dimensions)..<((row + 1) * dimensions)]),
              hash: hash))
          if seen.count >= count { return count }
        }
        block = block.upperBound..<(block.upperBound + min(max(count, 1024), rows - block.upperBound))
      }
      return seen.count
    }
    guard distinct >= count else { throw .tooFewDistinctRows(distinct: distinct, clusterCount: count) }
  }

  private func hashes(
    of block: Range<Int>, _ elements: UnsafeBufferPointer<Scalar>, _ parallel: ParallelRows
  ) -> [UInt64] {
    let d = dimensions
    var hashes = [UInt64](repeating: 0, count: block.count)
    hashes.withUnsafeMutableBufferPointer { hashes in
      nonisolated(unsafe) let (hashes, start) = (hashes, elements.baseAddress! + block.lowerBound * d)
      parallel.forEachChunk(of: block.count, chunk: max(1, 16384 / d)) { _, part in
        for index in part {
          var hash: UInt64 = 0
          for column in 0..<d {
            // -0 becomes 0.
            let bits = (Double(start[index * d + column]) + 0).bitPattern
            hash = (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
          }
          hashes[index] = hash
        }
      }
    }
    return hashes
  }
}

/// A row as a set element: by its values.
private struct RowKey<Scalar: KernelScalar>: Hashable {
  let elements: UnsafeBufferPointer<Scalar>
  let hash: UInt64

  static func == (left: Self, right: Self) -> Bool {
    left.hash == right.hash && left.elements.elementsEqual(right.elements)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
