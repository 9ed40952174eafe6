internal import Matrices
internal import TesseraKernels

/// Distances between rows, in Double and scaled units, made when they are asked for: no more than a few columns of the matrix of all of
/// them are ever in memory.
///
/// What decides is canonical: the square root of D, D, or ``ManhattanDistance``. Panels of eight rows at once come in whatever order of
/// additions is fast, with ``error`` as the bound of how far they are from the canonical ones.
struct RowDistances: Sendable {
  let count: Int
  let dimensions: Int
  let distance: CentroidKind.MedoidDistance
  private let rows: PaddedVectors
  private let kernels: Kernels
  private let parallel: ParallelRows

  init<Scalar: KernelScalar>(
    _ points: Matrix<Scalar>, _ distance: CentroidKind.MedoidDistance, _ kernels: Kernels, _ parallel: ParallelRows
  ) {
    (count, dimensions, self.distance) = (points.rows, points.columns, distance)
    (self.kernels, self.parallel) = (kernels, parallel)
    // The kernels' rows lie next to each other.
    let pads = distance == .manhattan
    rows = points.withUnsafeElements { PaddedVectors($0, count: points.rows, dimensions: points.columns, pads: pads) }
  }

  /// How far a panel's distance is from the canonical one at most, as a share of it: each of both has a rounding or three per term, an
  /// addition per term at most, and a root or a square.
  var error: Double { Double(2 * dimensions + 48) * 0x1p-53 }

  /// The canonical distances of one row to all.
  func all(from row: Int) -> [Double] {
    rows.elements.withUnsafeBufferPointer { elements in
      nonisolated(unsafe) let elements = elements.baseAddress!
      return [Double](count: count, in: parallel) { _, range, target in
        write(
          from: row, to: nil, elements + range.lowerBound * rows.stride, count: range.count, elements, target)
      }
    }
  }

  /// The canonical distances of one row to others.
  func some(from row: Int, to others: [Int32], into target: UnsafeMutablePointer<Double>) {
    rows.elements.withUnsafeBufferPointer { elements in
      write(from: row, to: others, elements.baseAddress!, count: others.count, elements.baseAddress!, target)
    }
  }

  @inline(__always) private func write(
    from row: Int, to others: [Int32]?, _ first: UnsafePointer<Double>, count: Int, _ elements: UnsafePointer<Double>,
    _ target: UnsafeMutablePointer<Double>
  ) {
    let (x, stride) = (elements + row * rows.stride, rows.stride)
    if distance == .manhattan {
      for index in 0..<count {
        let other = first + (others.map { Int($0[index]) } ?? index) * stride
        target[index] = ManhattanDistance.value(x, other, dimensions: stride)
      }
      return
    }
    if let others {
      others.withUnsafeBufferPointer {
        kernels.distances(
          x, centroids: first, dimensions: dimensions, indices: $0.baseAddress, count: count, into: target)
      }
    } else {
      kernels.distances(x, centroids: first, dimensions: dimensions, indices: nil, count: count, into: target)
    }
    if distance == .euclidean { for index in 0..<count { target[index] = target[index].squareRoot() } }
  }

  // MARK: Panels

  /// Room for eight rows, lane by lane.
  var panelSize: Int { 8 * rows.stride }

  /// Lays eight rows side by side, [dimensions][8].
  func pack(_ eight: [Int], into panel: UnsafeMutablePointer<Double>) {
    let stride = rows.stride
    rows.elements.withUnsafeBufferPointer { elements in
      for (lane, row) in eight.enumerated() {
        for column in 0..<stride { panel[8 * column + lane] = elements[row * stride + column] }
      }
    }
  }

  /// The distances of a panel's rows to some others, within ``error`` of the canonical ones, into [range.count][8].
  func distances(_ panel: UnsafePointer<Double>, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    rows.elements.withUnsafeBufferPointer { elements in
      let others = elements.baseAddress! + range.lowerBound * rows.stride
      guard distance == .manhattan else {
        kernels.panelDistances(panel, to: others, dimensions: dimensions, count: range.count, into: target)
        if distance == .squared { for index in 0..<(8 * range.count) { target[index] *= target[index] } }
        return
      }
      let (panel, target) = (UnsafeRawPointer(panel), UnsafeMutableRawPointer(target))
      for row in 0..<range.count {
        var sums = SIMD8<Double>()
        let other = others + row * rows.stride
        for column in 0..<dimensions {
          let x = panel.loadUnaligned(fromByteOffset: 64 * column, as: SIMD8<Double>.self)
          sums += ManhattanDistance.magnitudes(x - SIMD8(repeating: other[column]))
        }
        target.storeBytes(of: sums, toByteOffset: 64 * row, as: SIMD8<Double>.self)
      }
    }
  }
}
