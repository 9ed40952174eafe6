internal import Matrices
internal import TesseraKernels

extension ScaledPoints {
  /// The nearest centroids of all rows by what they do not lack, chunk by chunk: per row the label and the two smallest D (ties: the lowest
  /// index; infinite for one centroid). Rows that are left when the fit is cancelled have label 0 and D 0.
  ///
  /// - Parameter centroids: in scaled units.
  /// - Complexity: O(rows * clusterCount * dimensions).
  func forEachNearest(
    _ missing: MissingCells, at centroids: Matrix<Double>, _ kernels: Kernels,
    _ body: @Sendable (_ row: Int, _ label: Int32, _ first: Double, _ second: Double) -> Void
  ) {
    let (k, d, cancellation) = (centroids.rows, dimensions, cancellation)
    matrix.withUnsafeElements { elements in
      centroids.withUnsafeElements { centroids in
        nonisolated(unsafe) let (elements, centroids) = (elements.baseAddress!, centroids)
        let prepared = MaskedDistances(to: centroids, dimensions: d)
        reduction.parallel.forEachChunk(of: rows, chunk: max(16, min(1024, 1 << 22 / (k * d)))) { _, rows in
          if cancellation?.isCancelled ?? false {
            for row in rows { body(row, 0, 0, 0) }
            return
          }
          var squares = [Double](repeating: 0, count: k)
          var masked = prepared
          for row in rows {
            let columns = missing.columns(of: row)
            if columns.isEmpty {
              kernels.distances(
                elements + row * d, centroids: centroids.baseAddress!, dimensions: d, indices: nil, count: k,
                into: &squares)
            } else {
              masked.begin(elements + row * d, missing: columns)
              for cluster in 0..<k { squares[cluster] = masked.square(to: cluster) }
            }
            var (label, first, second) = (0, squares[0], Double.infinity)
            for cluster in 1..<max(1, k) {
              if squares[cluster] < first {
                (label, second, first) = (cluster, first, squares[cluster])
              } else if squares[cluster] < second {
                second = squares[cluster]
              }
            }
            body(row, Int32(label), first, second)
          }
        }
      }
    }
  }

  /// Labels and D of all rows.
  func nearest(
    _ missing: MissingCells, at centroids: Matrix<Double>, _ kernels: Kernels
  ) -> (labels: [Int32], squares: [Double]) {
    var labels = [Int32](repeating: 0, count: rows)
    var squares = [Double](repeating: 0, count: rows)
    labels.withUnsafeMutableBufferPointer { labels in
      squares.withUnsafeMutableBufferPointer { squares in
        nonisolated(unsafe) let (labels, squares) = (labels, squares)
        forEachNearest(missing, at: centroids, kernels) { row, label, first, _ in
          (labels[row], squares[row]) = (label, first)
        }
      }
    }
    return (labels, squares)
  }

  /// (d2 - d1) / 2 of all rows, rounded down; 0 where that was given up.
  func margins(_ missing: MissingCells, at centroids: Matrix<Double>, _ kernels: Kernels) -> [Double] {
    var margins = [Double](repeating: 0, count: rows)
    let bounds = ErrorBounds(dimensions: dimensions)
    let cancellation = cancellation
    margins.withUnsafeMutableBufferPointer { margins in
      nonisolated(unsafe) let margins = margins
      forEachNearest(missing, at: centroids, kernels) { row, _, first, second in
        margins[row] =
          second == 0 && cancellation?.isCancelled ?? false ? 0 : bounds.margin(first: first, second: second)
      }
    }
    return margins
  }

  /// The nearest centroid of a row but its own (ties: the lowest index).
  func rival(of row: Int, owner: Int, _ missing: MissingCells, at centroids: Matrix<Double>) -> Int {
    matrix.withUnsafeElements { elements in
      centroids.withUnsafeElements { centroids in
        var distances = MaskedDistances(to: centroids, dimensions: dimensions)
        distances.begin(elements.baseAddress! + row * dimensions, missing: missing.columns(of: row))
        let others = (0..<distances.count).filter { $0 != owner }
        return others.min { distances.square(to: $0) < distances.square(to: $1) } ?? owner
      }
    }
  }
}
