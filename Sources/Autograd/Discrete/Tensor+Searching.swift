internal import Refusals

extension Tensor where Element: OrderedElement {
  /// For each value its place in this sorted row: the first index whose element is not below it (`right`: whose element is above
  /// it). A NaN comes after everything.
  ///
  /// - Precondition: of rank 1, ascending; or of the values' rank, with one row of boundaries per row of values.
  public func insertionPoints(
    of values: Tensor, right: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor<Int> {
    let extent = shape.last ?? 1
    require(
      rank == 1 || (rank > 1 && rank == values.rank) && shape.dropLast() == values.shape.dropLast(),
      "boundaries \(shape) for values \(values.shape)")
    let (rows, width) =
      rank == 1 ? (1, values.count) : (values.count / Swift.max(values.shape.last ?? 1, 1), values.shape.last ?? 1)
    let points = [Int](writing: values.count) { out in
      elements.withUnsafeBufferPointer { boundaries in
        values.elements.withUnsafeBufferPointer { values in
          for row in 0..<rows {
            let start = row * width
            Element.comparisons.insertionPoints(
              boundaries.baseAddress! + row * extent, extent, values.baseAddress! + start, width, right, out + start)
          }
        }
      }
    }
    let place = SourcePlace(file, line)
    let links = (
      StepTrace.note("insertionPoints", of: self, severs: true, at: place, points),
      StepTrace.note("insertionPoints", of: values, severs: true, at: place, points)
    )
    return Tensor<Int>(points, shape: values.shape).behind(links.0, links.1)
  }

  /// The distinct elements in ascending order, for each element which of them it is, and how often each occurs. Every NaN is
  /// distinct, and comes last.
  public func uniqueElements(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (values: [Int], inverse: Tensor<Int>, counts: Tensor<Int>) {
    let order = [Int](writing: count) { Element.comparisons.order(elements, count, $0) }
    let repeats = [Bool](writing: count) { Element.comparisons.repeats(elements, order, count, $0) }
    let link = StepTrace.note("unique", of: self, severs: true, at: .init(file, line), order)
    let (values, inverse, counts) = Self.groups(order, shape, repeats)
    return (values, inverse.behind(link), counts.behind(link))
  }

  /// - Returns: one representative per group, the group of each element, the sizes.
  static func groups(
    _ order: [Int], _ shape: [Int], _ repeats: [Bool]
  ) -> (values: [Int], inverse: Tensor<Int>, counts: Tensor<Int>) {
    var (representatives, counts) = ([Int](), [Int]())
    var inverse = [Int](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() {
      if repeats[place] {
        counts[counts.count - 1] += 1
      } else {
        representatives.append(index)
        counts.append(1)
      }
      inverse[index] = representatives.count - 1
    }
    return (representatives, Tensor<Int>(inverse, shape: shape), Tensor<Int>(counts, shape: [counts.count]))
  }
}

extension Tensor<Bool> {
  /// The indices of all elements that hold, one row per element, in order: [count, rank].
  public func trueIndices(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    let rows = rowsOfTrueIndices
    return rows.behind(
      StepTrace.note("indices of elements", of: self, severs: true, at: .init(file, line), rows.elements))
  }

  fileprivate var rowsOfTrueIndices: Tensor<Int> {
    let found = trueCount
    let rows = [Int](writing: found * rank) { out in
      var next = out
      for position in elements.indices where elements[position] {
        var rest = position
        for axis in shape.indices.reversed() {
          let (quotient, index) = rest.quotientAndRemainder(dividingBy: shape[axis])
          next[axis] = index
          rest = quotient
        }
        next += rank
      }
    }
    return Tensor<Int>(rows, shape: [found, rank])
  }
}

extension Tensor where Element: OrderedElement & ExpressibleByIntegerLiteral {
  /// The indices of all elements that are not 0 (NaN is not), one row per element, in order: [count, rank].
  public func nonzeroIndices(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    let rows = (unlinked .!= Tensor(0)).rowsOfTrueIndices
    return rows.behind(
      StepTrace.note("indices of elements", of: self, severs: true, at: .init(file, line), rows.elements))
  }
}

extension Tensor {
  /// The same elements, which hang on no tape.
  fileprivate var unlinked: Tensor { Tensor(elements, shape: shape) }
}
