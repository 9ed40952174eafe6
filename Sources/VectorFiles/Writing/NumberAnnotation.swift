internal import Matrices

/// Rows of numbers with something added behind each.
struct NumberAnnotation {
  let headings: [String]
  /// Places of rows that the matrix lacks, ascending.
  let leftOut: [Int]
  /// Whether the numbers are those of a type of whole ones.
  let isWhole: Bool
  let format: DelimitedOutput

  func write<Scalar: LosslessStringConvertible>(
    _ annotations: AnnotatedTable, _ matrix: Matrix<Scalar>, to output: inout TextOutput
  ) throws(VectorFileError) {
    for (index, heading) in (headings + annotations.headings).enumerated() {
      if index > 0 { output.append(format.separator) }
      try format.appendCell(Array(heading.utf8), to: &output)
    }
    try output.endLine()
    var leftOut = leftOut[...]
    var position = 0
    for row in annotations.labels.indices {
      let isLeftOut = leftOut.first == row
      if isLeftOut { leftOut.removeFirst() }
      for column in 0..<headings.count {
        if column > 0 { output.append(format.separator) }
        if isLeftOut { continue }
        let value = matrix[position, column]
        if isWhole, let whole = Int(exactly: value) { output.append(whole) } else { output.append(value) }
      }
      if !isLeftOut { position += 1 }
      output.append(format.separator)
      output.append(Int(annotations.labels[row]))
      output.append(format.separator)
      if !annotations.distances[row].isNaN { output.append(annotations.distances[row]) }
      try output.endLine()
      annotations.note(row)
    }
  }
}

extension ElementType {
  /// Whether the type has whole numbers only.
  package var isWhole: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: false
    default: true
    }
  }
}
