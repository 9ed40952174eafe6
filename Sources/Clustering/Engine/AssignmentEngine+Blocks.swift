internal import Matrices
internal import TesseraKernels

extension AssignmentEngine {
  /// Brings labels to the centroids in place, group by group, and returns the rows that changed theirs.
  func assign(
    _ blocks: RowBlocks, _ blockLabels: BlockLabels, _ labels: inout [Int32]
  ) -> (moves: [[RowMove]], work: BlockWork) {
    var moves = [[RowMove]](repeating: [], count: blocks.groupCount)
    var work = [BlockWork](repeating: BlockWork(), count: blocks.groupCount)
    moves.withUnsafeMutableBufferPointer { moves in
      work.withUnsafeMutableBufferPointer { work in
        labels.withUnsafeMutableBufferPointer { labels in
          points.matrix.withUnsafeElements { elements in
            centroids.blocks.withView { view in
              centroids.withExact { exact in
                nonisolated(unsafe) let (moves, work, engine) = (moves, work, self)
                nonisolated(unsafe) let (elements, labels, exact) = (elements.baseAddress!, labels.baseAddress!, exact)
                parallel.forEachChunk(of: blocks.groupCount, chunk: 1) { worker, group, _ in
                  let scratch = engine.scratch[worker]
                  let memory = scratch.blockScratch(
                    engine.kernels, clusterCount: exact.count, dimensions: exact.dimensions)
                  work[group] = engine.kernels.assign(
                    elements, rowStride: exact.dimensions, group: group, of: blocks, centroids: view, exact: exact,
                    labels: labels, blockLabels: blockLabels, scratch: memory, moves: scratch.moves)
                  moves[group] = Array(UnsafeBufferPointer(start: scratch.moves, count: work[group].moved))
                }
              }
            }
          }
        }
      }
    }
    return (moves, work.reduce(into: BlockWork()) { $0 += $1 })
  }
}
