import Clustering
import Matrices
import TesseraKernels

/// The same rows in another place in memory: among columns of NaN, in several parts of all sizes.
struct ScatteredMatrix<Scalar: KernelScalar> {
  /// In one part, with columns to the left and to the right that nobody may read.
  let columns: Matrix<Scalar>
  /// In parts, each with columns of its own beside it.
  let parts: Matrix<Scalar>
  /// With other bits, which are turned around where they are read: some rows with gaps, some without, and some as they are.
  let encoded: Matrix<Scalar>

  /// All of them.
  var all: [Matrix<Scalar>] { [columns, parts, encoded] }

  init(_ points: Matrix<Scalar>, seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 7)
    columns = Self.among(points, &generator)
    var (cuts, row): ([Int], Int) = ([0], 0)
    while row < points.rows {
      row += [1, 1 + points.rows / 2, 1 + points.rows / 3, 1025, 7][generator.index(below: 5)]
      cuts.append(min(row, points.rows))
    }
    parts = Matrix(
      joining: zip(cuts, cuts.dropFirst()).map { start, end in
        Self.among(points.selectingRows(start..<end), &generator)
      })
    let (third, half) = (points.rows / 3, points.rows / 2)
    encoded = Matrix(
      joining: [
        Self.encoded(points[rows: 0..<third], gap: 5), points[rows: third..<half],
        Self.encoded(points[rows: half..<points.rows], gap: 0),
      ])
  }

  private static func encoded(_ points: Matrix<Scalar>, gap: Int) -> Matrix<Scalar> {
    let size = MemoryLayout<Scalar>.size
    let stride = points.columns * size + gap
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: points.rows * stride + 1, alignment: 1)
    for (row, start) in (0..<points.rows).map({ ($0, $0 * stride + 1) }) {
      points.row(row).withUnsafeBytes { x in for index in x.indices { bytes[start + index] = ~x[index] } }
    }
    nonisolated(unsafe) let owned = bytes
    return Matrix(
      rows: points.rows, columns: points.columns, encodedAt: bytes.baseAddress! + 1, stride: stride, size: size
    ) { source, target, count in
      for index in 0..<(count * size) {
        target.storeBytes(of: ~source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
      }
    } release: {
      owned.deallocate()
    }
  }

  private static func among(_ points: Matrix<Scalar>, _ generator: inout SeededGenerator) -> Matrix<Scalar> {
    let (left, right) = (generator.index(below: 3), generator.index(below: 20))
    let width = left + points.columns + right
    let wide = Matrix<Scalar>(rows: points.rows, columns: width) { target in
      target.update(repeating: .nan)
      for row in 0..<points.rows {
        for column in 0..<points.columns { target[row * width + left + column] = points[row, column] }
      }
    }
    return wide[columns: left..<(left + points.columns)]
  }
}
