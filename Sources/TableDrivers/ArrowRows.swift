internal import CArrowInterface

/// A batch as rows: the offset and the missing rows of the whole count for every column.
struct ArrowRows {
  private let array: ArrowArray
  let offset: Int
  let count: Int
  private let validity: UnsafePointer<UInt8>?

  init(_ array: ArrowArray) {
    self.array = array
    (offset, count) = (Int(array.offset), Int(array.length))
    validity = ArrowColumn.validity(of: array)
  }

  var range: Range<Int> { 0..<count }
  var hasMissing: Bool { validity != nil }
  func isMissing(_ row: Int) -> Bool { validity.map { !ArrowColumn.bit($0, offset + row) } ?? false }
  func column(_ index: Int) -> ArrowArray? {
    index < Int(array.n_children) ? array.children?[index]?.pointee : nil
  }
  func lists(_ column: Int, _ type: ArrowType) -> ArrowLists? { self.column(column).flatMap { ArrowLists($0, type) } }
}
