package import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// The mean of each column.
  package var columnMeans: [Double] { columnMeans(ofRows: Array(0..<rows)) }

  /// The mean of each column over some rows.
  func columnMeans(ofRows chosen: [Int]) -> [Double] {
    switch self {
    case .float(let points): points.runningMeans(ofRows: chosen)
    case .double(let points): points.runningMeans(ofRows: chosen)
    }
  }

  /// Some rows less a point, divided by a power of two that makes them about 1.
  ///
  func centred(at means: [Double], rows: [Int]) -> (points: Matrix<Double>, scale: Scale) {
    switch self {
    case .float(let points): points.centred(at: means, rows: rows)
    case .double(let points): points.centred(at: means, rows: rows)
    }
  }
}

extension Matrix where Scalar: KernelScalar {
  /// Running means, which neither overflow nor depend on the scale.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func runningMeans(ofRows chosen: [Int]) -> [Double] {
    var means = [Double](repeating: 0, count: columns)
    means.withUnsafeMutableBufferPointer { means in
      withRows { view in
        for (place, row) in chosen.enumerated() {
          view.withRow(row) { x in
            let share = 1 / Double(place + 1)
            for column in means.indices { means[column] += (Double(x[column]) - means[column]) * share }
          }
        }
      }
    }
    return means
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func centred(at means: [Double], rows chosen: [Int]) -> (points: Matrix<Double>, scale: Scale) {
    let d = columns
    var bound = 0.0
    var centred = Matrix<Double>(rows: chosen.count, columns: d) { target in
      withRows { view in
        for (place, row) in chosen.enumerated() {
          view.withRow(row) { x in
            for column in 0..<d {
              let value = Double(x[column]) - means[column]
              target[place * d + column] = value
              bound = Swift.max(bound, value.magnitude)
            }
          }
        }
      }
    }
    let scale = Scale(bound: bound)
    centred.withUnsafeMutableElements { elements in
      for index in elements.indices { elements[index] = scale.divided(elements[index]) }
    }
    return (centred, scale)
  }
}

extension Matrix where Scalar == Double {
  /// For each label the sum of its rows, each by its weight, [count, columns]: in the order of the rows.
  func sums(by labels: [Int32], count: Int, weights: [Double]?) -> [Double] {
    let d = columns
    var sums = [Double](repeating: 0, count: count * d)
    sums.withUnsafeMutableBufferPointer { sums in
      withUnsafeElements { elements in
        for (row, label) in labels.enumerated() {
          let (to, from, weight) = (Int(label) * d, row * d, weights?[row] ?? 1)
          for column in 0..<d { sums[to + column] += weight * elements[from + column] }
        }
      }
    }
    return sums
  }
}
