internal import Clustering
internal import Matrices

/// The rotation to the principal directions, dealt to parts so that the products of their variances are even: the best one for
/// normally distributed rows.
///
/// Source: T. Ge, K. He, Q. Ke, J. Sun (2014), DOI 10.1109/TPAMI.2013.240, section 3.3.
struct VarianceAllocation {
  /// nil where nothing varies.
  let rotation: Rotation?

  /// - Parameters:
  ///   - points: centred.
  ///   - weights: one per row.
  init(_ points: Matrix<Double>, weights: [Double]?, _ columns: [Range<Int>]) {
    let d = points.columns
    let eigen = SymmetricEigenvalues(points.innerProducts(weights), order: d)
    guard let most = eigen.values.last, most > 0 else {
      rotation = nil
      return
    }
    // Ascending: the largest goes first, to the part with the smallest product so far that has room.
    var (dealt, logarithms) = (
      [[Int]](repeating: [], count: columns.count), [Double](repeating: 0, count: columns.count)
    )
    for direction in (0..<d).reversed() {
      let open = columns.indices.filter { dealt[$0].count < columns[$0].count }
      guard let part = open.min(by: { (logarithms[$0], $0) < (logarithms[$1], $1) }) else { break }
      dealt[part].append(direction)
      // What varies by less than a millionth of the widest counts as that.
      logarithms[part] += naturalLogarithm(max(eigen.values[direction] / most, 1e-12)) - naturalLogarithm(1e-12)
    }
    let order = dealt.joined().map { $0 }
    rotation = Rotation(
      matrix: Matrix(rows: d, columns: d) { target in
        for (row, direction) in order.enumerated() {
          for column in 0..<d { target[row * d + column] = eigen.vectors[direction * d + column] }
        }
      })
  }
}

extension Matrix where Scalar == Double {
  /// The products of all columns with each other, those of a row by its weight, [columns, columns].
  fileprivate func innerProducts(_ weights: [Double]?) -> [Double] {
    let d = columns
    var sums = [Double](repeating: 0, count: d * d)
    sums.withUnsafeMutableBufferPointer { sums in
      withUnsafeElements { x in
        for row in 0..<rows {
          let weight = weights?[row] ?? 1
          for i in 0..<d {
            let value = weight * x[row * d + i]
            for j in 0...i { sums[i * d + j] += value * x[row * d + j] }
          }
        }
      }
    }
    for i in 0..<d {
      for j in 0..<i { sums[j * d + i] = sums[i * d + j] }
    }
    return sums
  }
}
