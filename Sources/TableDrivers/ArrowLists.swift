internal import CArrowInterface
internal import VectorFiles

/// The lists of numbers of a column in a batch.
struct ArrowLists {
  private let lists: ArrowColumn
  private let values: ArrowColumn
  private let offset: Int
  /// How many values a row has; nil where that is stored for each.
  private let width: Int?
  private let offsets: UnsafeRawPointer?
  private let isLarge: Bool

  /// nil where the type is none of lists of numbers.
  init?(_ array: ArrowArray, _ type: ArrowType) {
    guard let child = array.n_children == 1 ? array.children?[0] : nil else { return nil }
    switch type {
    case .fixedLists(let count, of: let content) where content.isNumber:
      (width, offsets, isLarge) = (count, nil, false)
      values = ArrowColumn(child.pointee, content)
    case .lists(let isLarge, of: let content) where content.isNumber:
      (width, offsets, self.isLarge) = (nil, array.n_buffers > 1 ? array.buffers?[1] : nil, isLarge)
      values = ArrowColumn(child.pointee, content)
    default: return nil
    }
    lists = ArrowColumn(array, type)
    offset = Int(array.offset)
  }

  /// The values of a row, as places among all; nil where the list is missing.
  func range(_ row: Int) -> Range<Int>? {
    if lists.isMissing(row) { return nil }
    let place = offset + row
    if let width { return (place * width)..<((place + 1) * width) }
    guard let offsets else { return 0..<0 }
    if isLarge {
      let ends = offsets.assumingMemoryBound(to: Int64.self)
      return Int(ends[place])..<max(Int(ends[place]), Int(ends[place + 1]))
    }
    let ends = offsets.assumingMemoryBound(to: Int32.self)
    return Int(ends[place])..<max(Int(ends[place]), Int(ends[place + 1]))
  }

  /// Whether there are values at these places.
  func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= 0 && range.upperBound <= values.length }

  /// The length of the first list that is there.
  func firstCount(_ rows: Range<Int>) -> Int? { rows.lazy.compactMap { range($0) }.first(where: holds)?.count }

  func write<Scalar: FileScalar>(_ range: Range<Int>, to target: UnsafeMutablePointer<Scalar>) {
    values.write(range, to: target, stride: 1)
  }
}
