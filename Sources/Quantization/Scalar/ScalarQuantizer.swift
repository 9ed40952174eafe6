public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

/// Every element on a grid of its column's own: from the least value of the column to the largest in equal steps.
///
/// ```swift
/// let quantizer = try ScalarQuantizer.trained(on: points, bitsPerElement: 8)
/// let codes = try quantizer.encode(points)          // a byte per element
/// ```
///
/// An element gets the nearest of the values that codes stand for (ties: the lower), also beyond the ends. A column of one value costs its
/// bits and no error. Steps need not be equal: a ``ProductQuantizer`` with a part per column has the best values there are.
///
/// - Complexity: O(rows * dimensions) for training, encoding and decoding.
public struct ScalarQuantizer: Quantizer, Equatable {
  /// What code 0 stands for, one per column.
  public let minimums: [Double]

  /// From one code's value to the next one's, one per column, at least 0.
  public let steps: [Double]

  /// From 1 to 16.
  public let bitsPerElement: Int

  public var dimensions: Int { minimums.count }

  public var bits: [Int] { Array(repeating: bitsPerElement, count: dimensions) }

  private var last: Int { 1 << bitsPerElement - 1 }

  /// - Parameters:
  ///   - minimums: finite, at least one.
  ///   - steps: as many, finite, at least 0.
  ///   - bitsPerElement: from 1 to 16.
  /// - Throws: ``QuantizationError/emptyCodebook(rows:columns:)``, ``QuantizationError/codebookNotFinite(code:column:)`` (also for a negative
  ///   step), ``QuantizationError/codeBits(position:bits:)``.
  public init(minimums: [Double], steps: [Double], bitsPerElement: Int) throws(QuantizationError) {
    guard !minimums.isEmpty, minimums.count == steps.count else {
      throw .emptyCodebook(rows: steps.count, columns: minimums.count)
    }
    guard (1...16).contains(bitsPerElement) else { throw .codeBits(position: 0, bits: bitsPerElement) }
    let last = Double(1 << bitsPerElement - 1)
    if let column = minimums.indices.first(where: {
      !minimums[$0].isFinite || !(steps[$0] >= 0) || !(minimums[$0] + last * steps[$0]).isFinite
    }) {
      throw .codebookNotFinite(code: 0, column: column)
    }
    (self.minimums, self.steps, self.bitsPerElement) = (minimums, steps, bitsPerElement)
  }

  /// The grid from the least value of each column to its largest.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, at least one row.
  ///   - bitsPerElement: from 1 to 16.
  public static func trained(
    on points: NumericMatrix, bitsPerElement: Int
  ) throws(ClusteringError) -> ScalarQuantizer {
    require((1...16).contains(bitsPerElement), "an element has 1 to 16 bits, not \(bitsPerElement)")
    guard points.rows > 0, points.columns > 0 else { throw .noPoints(rows: points.rows, columns: points.columns) }
    try points.requireFinite()
    let extents = points.extents
    let last = Double(1 << bitsPerElement - 1)
    // The quotient first: the difference of two large numbers is beyond Double.
    let steps = extents.map { $0.upperBound / last - $0.lowerBound / last }
    do {
      return try ScalarQuantizer(
        minimums: extents.map(\.lowerBound), steps: steps, bitsPerElement: bitsPerElement)
    } catch {
      throw .inertiaNotRepresentable
    }
  }

  /// The grid from the least value of each column to its largest; see ``trained(on:bitsPerElement:)-(NumericMatrix,_)``.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, bitsPerElement: Int
  ) throws(ClusteringError) -> ScalarQuantizer {
    try trained(on: NumericMatrix(points), bitsPerElement: bitsPerElement)
  }

  public func encode(_ points: NumericMatrix, threadCount: Int?) throws(ClusteringError) -> Codes {
    try requireDimensions(of: points)
    try points.requireFinite()
    return switch points {
    case .float(let points): codes(points, threadCount)
    case .double(let points): codes(points, threadCount)
    }
  }

  private func codes<Scalar: KernelScalar>(_ points: Matrix<Scalar>, _ threadCount: Int?) -> Codes {
    var codes = Codes(rows: points.rows, bits: bits)
    let (places, stride, d) = (bits.indices.map { CodePlace($0, of: bits) }, codes.bytesPerRow, dimensions)
    codes.withUnsafeMutableBytes { bytes in
      nonisolated(unsafe) let bytes = bytes
      points.withRows { view in
        ParallelRows(threads: threadCount ?? ParallelRows.processorCount).forEachChunk(of: points.rows, chunk: 256) {
          _, rows in
          view.forEachRow(in: rows) { row, x in
            for column in 0..<d {
              places[column].write(code(Double(x[column]), column), to: bytes + row * stride)
            }
          }
        }
      }
    }
    return codes
  }

  @inline(__always)
  private func code(_ x: Double, _ column: Int) -> Int {
    let (minimum, step) = (minimums[column], steps[column])
    guard step > 0, x > minimum else { return 0 }
    let place = (x - minimum) / step
    guard place < Double(last) else { return last }
    let lower = Int(place)
    let (below, above) = (minimum + Double(lower) * step, minimum + Double(lower + 1) * step)
    return x - below <= above - x ? lower : lower + 1
  }

  public func decode(_ codes: Codes) throws(QuantizationError) -> Matrix<Double> {
    try codes.requireBits(bits)
    let (places, stride, d) = (bits.indices.map { CodePlace($0, of: bits) }, codes.bytesPerRow, dimensions)
    return Matrix(rows: codes.rows, columns: d) { target in
      codes.bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        for row in 0..<codes.rows {
          for column in 0..<d {
            target[row * d + column] =
              minimums[column] + Double(places[column].read(start + row * stride)) * steps[column]
          }
        }
      }
    }
  }
}
