internal import Clustering
internal import Matrices
internal import TesseraKernels

/// Rows turned by an orthogonal matrix: y_i is the sum over j, in their order, of r_ij x_j in Double (fused multiply-add), rounded to the rows' own type.
struct Rotation: Sendable {
  /// Orthogonal, [dimensions, dimensions].
  let matrix: Matrix<Double>

  static func identity(_ dimensions: Int) -> Rotation {
    Rotation(
      matrix: Matrix(rows: dimensions, columns: dimensions) { target in
        for index in 0..<(dimensions * dimensions) { target[index] = index % (dimensions + 1) == 0 ? 1 : 0 }
      })
  }

  /// How far the rows of a matrix are from orthonormal: the largest element of |R Rᵀ - 1|.
  ///
  /// - Complexity: O(dimensions^3).
  static func error(of matrix: Matrix<Double>) -> Double {
    let product = Rotation(matrix: matrix).applied(to: matrix)
    return product.withUnsafeElements { product in
      product.indices.reduce(0.0) { largest, index in
        let difference = (product[index] - (index % (matrix.columns + 1) == 0 ? 1 : 0)).magnitude
        // A NaN stays one.
        return difference <= largest ? largest : difference
      }
    }
  }

  /// The rows turned back: by the transpose.
  var inverse: Rotation { Rotation(matrix: matrix.transposed) }

  /// - Throws: ``/Clustering/ClusteringError/inertiaNotRepresentable`` where a turned element is beyond Double.
  func applied(to points: NumericMatrix, _ parallel: ParallelRows) throws(ClusteringError) -> NumericMatrix {
    switch points {
    case .float(let points):
      let turned = applied(to: points, parallel)
      if turned.firstNotFinite == nil { return .float(turned) }
      return try applied(to: .double(points.converted()), parallel)
    case .double(let points):
      let turned = applied(to: points, parallel)
      guard turned.firstNotFinite == nil else { throw .inertiaNotRepresentable }
      return .double(turned)
    }
  }

  func applied<Scalar: KernelScalar>(
    to points: Matrix<Scalar>, _ parallel: ParallelRows = ParallelRows(threads: 1)
  ) -> Matrix<Scalar> {
    let (n, d, kernel) = (points.rows, points.columns, RotationKernel(matrix))
    var memory = OwnedMemory()
    nonisolated(unsafe) let rooms: UnsafeMutablePointer<Double> = memory.room(parallel.threads * kernel.scratch)
    return Matrix(rows: n, columns: d) { target in
      guard let start = target.baseAddress else { return }
      nonisolated(unsafe) let out = start
      points.withRows { view in
        parallel.forEachChunk(of: n, chunk: 256) { worker, _, rows in
          view.forEachPart(in: rows) { part, some in
            kernel.turn(some, of: part, rooms + worker * kernel.scratch, to: out + some.lowerBound * d)
          }
        }
      }
    }
  }
}

extension Matrix where Scalar == Double {
  var transposed: Matrix<Double> {
    withUnsafeElements { elements in
      Matrix(rows: columns, columns: rows) { target in
        for row in 0..<rows {
          for column in 0..<columns { target[column * rows + row] = elements[row * columns + column] }
        }
      }
    }
  }
}
