import Foundation
import TesseraKernels

@testable import Clustering

let boundsAreReported = ProcessInfo.processInfo.environment["TESSERA_BOUNDS"] != nil

/// Each filter with a share of its error bound.
extension BoundTrial {
  func lanes(_ kernels: Kernels, share: Double = 1) -> Bool {
    var copy = LaneCentroids(shift: shift)
    copy.update(elements) { bounds.laneScore(reach: $0).times(share) }
    let memory = FoundMemory(rows.count)
    var open = [Int32](repeating: -1, count: rows.count + 1)
    let count = copy.withView {
      kernels.lanes(
        points, rowStride: dimensions, rows: list, count: rows.count, centroids: $0, found: memory.found, open: &open)
    }
    return isTrue(memory, except: Set(open[..<count]))
  }

  /// Blocks say labels only.
  func blocks(_ kernels: Kernels, share: Double = 1) -> Bool {
    let blocks = RowBlocks(
      points, count: rows.count, dimensions: dimensions, shift: shift, kernels: kernels, parallel: single)
    var copy = BlockCentroids(shift: shift)
    copy.update(elements) { bounds.laneScore(reach: $0).times(share) }
    var labels = [Int32](repeating: -1, count: rows.count)
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.blockScratchBytes(count: centroids.count, dimensions: dimensions), alignment: 64)
    defer { scratch.deallocate() }
    let blockLabels = BlockLabels(rows: rows.count)
    var moves = [RowMove](
      repeating: RowMove(row: 0, source: 0, target: 0), count: RowBlocks.groupRows)
    for group in 0..<blocks.groupCount {
      _ = copy.withView { view in
        withExact {
          kernels.blocks(
            points, rowStride: dimensions, group: group, of: blocks, centroids: view, exact: $0, labels: &labels,
            blockLabels: blockLabels, scratch: scratch, moves: &moves)
        }
      }
    }
    return rows.indices.allSatisfy { labels[$0] == label(of: $0) }
  }

  /// - Parameters:
  ///   - share: of the error of scores.
  ///   - refined: of that of scores that take the centroids' residuals into account.
  ///   - movers: those that challenge the rows' own centroid, the first; nil for all centroids.
  func narrow(_ kernels: Kernels, share: Double = 1, refined: Double = 1, movers: [Int32]? = nil) -> Bool {
    let bound = points.map { Double($0.magnitude) }.max() ?? 0
    let copy = NarrowRows(
      points, rows: rows.count, dimensions: dimensions, shift: shift, bound: bound, kernels: kernels, parallel: single)
    var narrow = NarrowCentroids(shift: shift)
    var shares = [share, refined]
    narrow.update(elements, ids: movers, kernels: kernels, parallel: single) {
      bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2).times(shares.removeFirst())
    }
    let memory = FoundMemory(rows.count)
    for index in rows.indices where movers != nil {
      memory.found.labels[index] = 0
      memory.found.upper[index] = Float(Expansion.squaredDistance(row(index), centroids[0]).value.squareRoot()).nextUp
      memory.found.lower[index] = .infinity
    }
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.narrowScratchBytes(count: centroids.count, dimensions: dimensions), alignment: 64)
    defer { scratch.deallocate() }
    _ = narrow.withView { view in
      withExact {
        kernels.narrowAssign(
          points, rowStride: dimensions, narrow: copy, centroids: view, exact: $0, rows: list, count: rows.count,
          scratch: scratch, challenges: movers != nil, found: memory.found)
      }
    }
    return isTrue(memory)
  }

  /// - Parameter rowReach: of the rows; it makes the unit.
  func short(_ kernels: Kernels, rowReach: Double, share: Double = 1) -> Bool {
    var copy = ShortCentroids(shift: shift)
    copy.update(elements, rowReach: rowReach, kernels: kernels, parallel: single) {
      Float(share) * bounds.shortReach(codeError: $0)
    }
    let memory = FoundMemory(rows.count)
    let scratch = UnsafeMutableRawPointer.allocate(
      byteCount: kernels.shortScratchBytes(count: centroids.count, dimensions: dimensions), alignment: 64)
    defer { scratch.deallocate() }
    _ = copy.withView { view in
      withExact {
        kernels.shortAssign(
          points, rowStride: dimensions, centroids: view, exact: $0, rows: list, count: rows.count, scratch: scratch,
          gap: bounds.gap, found: memory.found)
      }
    }
    return isTrue(memory)
  }

  /// Rows one at a time: labels only.
  func singleRows(_ kernels: Kernels, isNarrow: Bool, share: Double = 1) -> Bool {
    let scores: RowCentroids.Scores =
      isNarrow
      ? .narrow { bounds.narrowScore(reach: $0, codeReach: $1, codeError: $2).times(share) }
      : .float { bounds.laneScore(reach: $0).times(share) }
    let prepared = RowCentroids(elements, shift: shift, scores: scores, kernels: kernels)
    return rows.indices.allSatisfy { index in
      let found: (label: Int32, square: Double)? =
        if let row = rows[index] as? [Float] { prepared.nearest(to: row) } else {
          prepared.nearest(to: row(index))
        }
      return found?.label == label(of: index)
    }
  }
}
