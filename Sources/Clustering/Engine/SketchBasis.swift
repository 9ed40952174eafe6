internal import Matrices
internal import TesseraKernels

/// Finds the directions along which rows vary most, about: any orthonormal ones would do, these leave the least out.
///
/// Orthogonal iteration on a sample (Golub and Van Loan, *Matrix Computations*, 2013, section 8.2.4), which starts at rows of it.
struct SketchBasis {
  private static let rounds = 3

  private let kernels: Kernels
  private let parallel: ParallelRows
  /// [dimensions, sample], relative to the shift.
  private let columns: Matrix<Float>
  /// The same by rows.
  private let rows: Matrix<Float>

  /// - Parameter sample: rows of the points, relative to nothing.
  init<Scalar: KernelScalar>(_ sample: Matrix<Scalar>, shift: [Double], _ kernels: Kernels, _ parallel: ParallelRows) {
    (self.kernels, self.parallel) = (kernels, parallel)
    let (n, d) = (sample.rows, sample.columns)
    rows = Matrix(rows: n, columns: d) { target in
      sample.withRows { view in
        view.forEachRow(in: 0..<n) { row, x in
          for column in 0..<d { target[row * d + column] = Float(Double(x[column]) - shift[column]) }
        }
      }
    }
    let centred = rows
    columns = Matrix(rows: d, columns: n) { target in
      centred.withRows { view in
        view.forEachRow(in: 0..<n) { row, x in
          for column in 0..<d { target[column * n + row] = x[column] }
        }
      }
    }
  }

  /// Up to `count` directions of the greatest variance, about: fewer where rows vary along fewer, in whole panels; nil where
  /// there is none.
  ///
  /// - Parameter count: a multiple of ``SketchDirections/width``.
  func directions(_ count: Int) -> SketchDirections? {
    let (n, d) = (rows.rows, rows.columns)
    guard count <= n, count < d else { return nil }
    var found = orthonormal((0..<count).map { rows.row($0 * n / count).map(Double.init) })
    for _ in 0..<Self.rounds {
      let (directions, count) = (found, found.count / d)
      guard count > 0 else { return nil }
      // Along the sample and back: what is long there grows.
      let along = products(rows, SketchDirections(unchecked: directions, count: count, dimensions: d), count)
      let back = products(
        columns, SketchDirections(unchecked: transposed(along, count), count: count, dimensions: n), count)
      found = orthonormal(
        (0..<count).map { direction in (0..<d).map { Double(back[$0 * (count + 1) + direction]) } })
    }
    return found.isEmpty ? nil : SketchDirections(found, count: found.count / d, dimensions: d)
  }

  /// The share of the rows' squared lengths that lies along some directions.
  func share(along directions: SketchDirections) -> Double {
    let products = products(rows, directions, directions.count)
    var (kept, all) = (0.0, 0.0)
    for row in 0..<rows.rows {
      let start = row * (directions.count + 1)
      for column in 0..<directions.count {
        kept += Double(products[start + column]) * Double(products[start + column])
      }
      for value in rows.row(row) { all += Double(value) * Double(value) }
    }
    return all > 0 ? kept / all : 0
  }

  /// Row-major, [rows, count + 1]: the last of each row is what the directions leave, where they are orthonormal.
  private func products(_ matrix: Matrix<Float>, _ directions: SketchDirections, _ count: Int) -> [Float] {
    var out = [Float](repeating: 0, count: matrix.rows * (count + 1))
    var slacks = [Float](repeating: 0, count: matrix.rows)
    let shift = [Double](repeating: 0, count: matrix.columns)
    matrix.withUnsafeElements { elements in
      shift.withUnsafeBufferPointer { shift in
        out.withUnsafeMutableBufferPointer { out in
          slacks.withUnsafeMutableBufferPointer { slacks in
            nonisolated(unsafe) let (out, slacks) = (out.baseAddress!, slacks.baseAddress!)
            nonisolated(unsafe) let (shift, start) = (shift.baseAddress!, elements.baseAddress!)
            parallel.forEachChunk(of: matrix.rows, chunk: 64) { _, chunk in
              kernels.sketch(
                start, rowStride: matrix.columns, rows: chunk, shift: shift, along: directions,
                into: out + chunk.lowerBound * (count + 1), slacks: slacks + chunk.lowerBound)
            }
          }
        }
      }
    }
    return out
  }

  /// [count, rows] of products.
  private func transposed(_ products: [Float], _ count: Int) -> [Float] {
    let rows = products.count / (count + 1)
    return [Float](unsafeUninitializedCapacity: count * rows) { target, used in
      for direction in 0..<count {
        for row in 0..<rows { target[direction * rows + row] = products[row * (count + 1) + direction] }
      }
      used = count * rows
    }
  }

  /// Vectors made orthonormal one after the other, twice over, without those that lie among the ones before them; of these, whole
  /// panels.
  private func orthonormal(_ vectors: [[Double]]) -> [Float] {
    let d = rows.columns
    var made: [Double] = []
    made.reserveCapacity(vectors.count * d)
    for vector in vectors {
      var vector = vector
      let length = Self.product(vector, vector[...]).squareRoot()
      guard length > 0, length.isFinite else { continue }
      for column in 0..<d { vector[column] /= length }
      for _ in 0..<2 {
        for start in stride(from: 0, to: made.count, by: d) { Self.take(made[start..<(start + d)], from: &vector) }
      }
      let rest = Self.product(vector, vector[...]).squareRoot()
      guard rest > 1e-5 else { continue }
      made += vector.map { $0 / rest }
    }
    let panels = made.count / d / SketchDirections.width
    return made.prefix(panels * SketchDirections.width * d).map { Float($0) }
  }

  private static func take(_ direction: ArraySlice<Double>, from vector: inout [Double]) {
    let share = product(vector, direction)
    vector.withUnsafeMutableBufferPointer { vector in
      direction.withUnsafeBufferPointer { direction in
        for column in vector.indices { vector[column] -= share * direction[column] }
      }
    }
  }

  private static func product(_ x: [Double], _ y: ArraySlice<Double>) -> Double {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        var sums = SIMD8<Double>(repeating: 0)
        var column = 0
        while column + 8 <= x.count {
          sums +=
            UnsafeRawPointer(x.baseAddress! + column).loadUnaligned(as: SIMD8<Double>.self)
            * UnsafeRawPointer(y.baseAddress! + column).loadUnaligned(as: SIMD8<Double>.self)
          column += 8
        }
        var sum = sums.sum()
        while column < x.count {
          sum += x[column] * y[column]
          column += 1
        }
        return sum
      }
    }
  }
}
