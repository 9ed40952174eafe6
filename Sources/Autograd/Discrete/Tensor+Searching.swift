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
    let width = values.shape.last ?? 1
    let points = values.elements.enumerated().map { position, value in
      let row = rank == 1 ? 0 : position / width
      var (low, high) = (0, extent)
      while low < high {
        let middle = (low + high) / 2
        let element = elements[row * extent + middle]
        // NaN is after everything, and nothing that compares says so.
        if value != value || (right ? element <= value : element < value) { low = middle + 1 } else { high = middle }
      }
      return low
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
    let order = elements.indices.sorted { left, right in
      let (a, b) = (elements[left], elements[right])
      if a != a || b != b { return a == a || (b != b && left < right) }
      return a == b ? left < right : a < b
    }
    let link = StepTrace.note("unique", of: self, severs: true, at: .init(file, line), order)
    let (values, inverse, counts) = Self.groups(order, shape) { elements[$0] == elements[$1] }
    return (values, inverse.behind(link), counts.behind(link))
  }

  /// - Returns: one representative per group, the group of each element, the sizes.
  static func groups(
    _ order: [Int], _ shape: [Int], _ areEqual: (Int, Int) -> Bool
  ) -> (values: [Int], inverse: Tensor<Int>, counts: Tensor<Int>) {
    var (representatives, counts) = ([Int](), [Int]())
    var inverse = [Int](repeating: 0, count: order.count)
    for index in order {
      if let last = representatives.last, areEqual(last, index) {
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

extension Tensor {
  /// The indices of all elements for which `holds`, one row per element, in order: [count, rank].
  func indices(_ place: SourcePlace, where holds: (Element) -> Bool) -> Tensor<Int> {
    var rows: [Int] = []
    var (position, matches) = (0, 0)
    Shape.forEachIndex(of: shape) { index in
      if holds(elements[position]) {
        rows += index
        matches += 1
      }
      position += 1
    }
    let link = StepTrace.note("indices of elements", of: self, severs: true, at: place, rows)
    return Tensor<Int>(rows, shape: [matches, rank]).behind(link)
  }
}

extension Tensor where Element: OrderedElement & ExpressibleByIntegerLiteral {
  /// The indices of all elements that are not 0 (NaN is not), one row per element, in order: [count, rank].
  public func nonzeroIndices(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    indices(.init(file, line)) { $0 != 0 }
  }
}

extension Tensor<Bool> {
  /// The indices of all elements that hold, one row per element, in order: [count, rank].
  public func trueIndices(file: StaticString = #fileID, line: UInt = #line) -> Tensor<Int> {
    indices(.init(file, line)) { $0 }
  }
}
