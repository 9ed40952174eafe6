package import Matrices
internal import TesseraKernels

extension NumericMatrix {
  /// The mean of each column.
  package var columnMeans: [Double] {
    switch self {
    case .float(let points): points.runningMeans()
    case .double(let points): points.runningMeans()
    }
  }

  /// Rows less some point, divided by a power of two that makes them about 1.
  ///
  /// - Parameter rows: the most; where there are more, they are evenly chosen.
  func centred(at means: [Double], rows: Int) -> (points: Matrix<Double>, scale: Scale) {
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
  fileprivate func runningMeans() -> [Double] {
    var means = [Double](repeating: 0, count: columns)
    means.withUnsafeMutableBufferPointer { means in
      withRows { view in
        view.forEachRow(in: 0..<rows) { row, x in
          let share = 1 / Double(row + 1)
          for column in means.indices { means[column] += (Double(x[column]) - means[column]) * share }
        }
      }
    }
    return means
  }

  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  fileprivate func centred(at means: [Double], rows most: Int) -> (points: Matrix<Double>, scale: Scale) {
    let (d, count) = (columns, Swift.min(rows, most))
    var bound = 0.0
    var centred = Matrix<Double>(rows: count, columns: d) { target in
      withRows { view in
        for place in 0..<count {
          view.withRow(Int(Double(place) * Double(rows) / Double(count))) { x in
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
  /// For each label the sum of its rows, [count, columns]: in the order of the rows.
  func sums(by labels: [Int32], count: Int) -> [Double] {
    let d = columns
    var sums = [Double](repeating: 0, count: count * d)
    sums.withUnsafeMutableBufferPointer { sums in
      withUnsafeElements { elements in
        for (row, label) in labels.enumerated() {
          let (to, from) = (Int(label) * d, row * d)
          for column in 0..<d { sums[to + column] += elements[from + column] }
        }
      }
    }
    return sums
  }
}
