internal import Matrices
internal import Refusals
internal import TesseraKernels

extension AssignmentEngine {
  /// Brings labels to the centroids in place, group by group, and passes on the rows that changed theirs.
  func compareBlocks(
    _ blocks: RowBlocks, _ blockLabels: BlockLabels, _ labels: inout [Int32],
    _ note: NoteMoves
  ) -> BlockWork {
    var work = [BlockWork](repeating: BlockWork(), count: parallel.threads)
    work.withUnsafeMutableBufferPointer { work in
      labels.withUnsafeMutableBufferPointer { labels in
        points.matrix.withRows { rows in
          guard let part = rows.only else { refuse("rows of several parts are not sorted") }
          centroids.blocks.withView { view in
            centroids.withExact { exact in
              nonisolated(unsafe) let (work, engine) = (work, self)
              nonisolated(unsafe) let (labels, exact) = (labels.baseAddress!, exact)
              parallel.forEachChunk(of: blocks.groupCount, chunk: 1) { worker, group, _ in
                if engine.isGivenUp { return }
                let scratch = engine.scratch[worker]
                let memory = scratch.blockScratch(
                  engine.kernels, clusterCount: exact.count, dimensions: exact.dimensions)
                let done = engine.kernels.blocks(
                  part.origin, rowStride: part.stride, group: group, of: blocks, centroids: view, exact: exact,
                  labels: labels, blockLabels: blockLabels, scratch: memory, moves: scratch.moves)
                if done.moved > 0 { note(worker, group, UnsafeBufferPointer(start: scratch.moves, count: done.moved)) }
                work[worker] += done
              }
            }
          }
        }
      }
    }
    return work.reduce(into: BlockWork()) { $0 += $1 }
  }
}
