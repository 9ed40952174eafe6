/// Nested arrays as people read them: all elements of small arrays, the corners of large ones.
package struct ArrayText {
  /// Above this many elements only corners are shown.
  static let threshold = 1000
  /// How many indices of each end of a dimension are shown then.
  static let corner = 3

  private let shape: [Int]
  private let isShortened: Bool

  package init(shape: [Int]) {
    self.shape = shape
    isShortened = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue } > Self.threshold
  }

  /// `[[1.0, 2.0],\n [3.0, 4.0]]`, each column as wide as its widest element; `element` gives the text at an offset, the last
  /// index running fastest.
  package func text(element: (Int) -> String) -> String {
    guard !shape.isEmpty else { return element(0) }
    guard !shape.contains(0) else {
      return String(repeating: "[", count: shape.count) + String(repeating: "]", count: shape.count)
    }
    var shown: [Int: String] = [:]
    forEachShown(in: 0, from: 0) { shown[$0] = element($0) }
    let width = shown.values.reduce(0) { max($0, $1.count) }
    return nested(0, from: 0) { offset in
      let text = shown[offset] ?? ""
      return String(repeating: " ", count: width - text.count) + text
    }
  }

  private func indices(_ extent: Int) -> [Range<Int>] {
    guard isShortened, extent > 2 * Self.corner else { return [0..<extent] }
    return [0..<Self.corner, (extent - Self.corner)..<extent]
  }

  private func forEachShown(in dimension: Int, from offset: Int, _ body: (Int) -> Void) {
    for range in indices(shape[dimension]) {
      for index in range {
        let inner = offset * shape[dimension] + index
        if dimension + 1 == shape.count { body(inner) } else { forEachShown(in: dimension + 1, from: inner, body) }
      }
    }
  }

  private func nested(_ dimension: Int, from offset: Int, _ element: (Int) -> String) -> String {
    let isLast = dimension + 1 == shape.count
    let parts = indices(shape[dimension]).map { range in
      range.map { index in
        let inner = offset * shape[dimension] + index
        return isLast ? element(inner) : nested(dimension + 1, from: inner, element)
      }
    }
    let separator =
      isLast
      ? ", "
      : "," + String(repeating: "\n", count: shape.count - dimension - 1) + String(repeating: " ", count: dimension + 1)
    let shown = parts.map { $0.joined(separator: separator) }.joined(separator: separator + "..." + separator)
    return "[" + shown + "]"
  }
}
