/// Walks over two shapes that broadcast to a third, and a target that broadcasts to it too, in blocks of rows along the last axes.
///
/// For an elementwise operation the target has the common shape itself; for a sum it is smaller, and each of its elements is
/// met several times.
struct BroadcastRuns: Sendable {
  let shape: [Int]
  /// The number of elements of the common shape.
  let count: Int
  /// Neighbouring axes along which all three move on evenly, as one; the last comes first.
  private var columns = Axis()
  private var rows = Axis()
  private var others: [Axis] = []

  private struct Axis: Sendable {
    var extent = 1
    var left = 0
    var right = 0
    var target = 0
  }

  init(_ left: [Int], _ right: [Int]) {
    self.init(left, right, to: Shape.broadcast(left, right))
  }

  /// - Parameter target: nil: the common shape.
  /// - Precondition: all broadcast to `shape`.
  init(_ left: [Int], _ right: [Int], to shape: [Int], target: [Int]? = nil) {
    self.shape = shape
    count = Shape.count(of: shape)
    var steps = Axis(extent: 1, left: 1, right: 1, target: 1)
    var groups = 0
    for axis in shape.indices.reversed() where shape[axis] != 1 {
      let fromEnd = shape.count - axis
      let next = Axis(
        extent: shape[axis], left: Self.step(&steps.left, left, fromEnd),
        right: Self.step(&steps.right, right, fromEnd),
        target: Self.step(&steps.target, target ?? shape, fromEnd))
      switch groups {
      case 0:
        columns = next
        groups = 1
      case 1 where !Self.extend(&columns, with: next):
        rows = next
        groups = 2
      case 2 where !Self.extend(&rows, with: next):
        others.append(next)
        groups = 3
      case 3 where !Self.extend(&others[others.count - 1], with: next): others.append(next)
      default: break
      }
    }
  }

  /// Whether each element of the target is met in one block only.
  var completesTargets: Bool { others.allSatisfy { $0.target != 0 } }

  /// How far apart neighbours lie along an axis, whose extent then counts for the axes before it.
  private static func step(_ steps: inout Int, _ shape: [Int], _ fromEnd: Int) -> Int {
    let extent = fromEnd <= shape.count ? shape[shape.count - fromEnd] : 1
    guard extent != 1 else { return 0 }
    defer { steps *= extent }
    return steps
  }

  /// Takes in the axis before, if the way along both is even.
  private static func extend(_ axis: inout Axis, with next: Axis) -> Bool {
    guard
      next.left == axis.left * axis.extent, next.right == axis.right * axis.extent,
      next.target == axis.target * axis.extent
    else { return false }
    axis.extent *= next.extent
    return true
  }

  /// Calls `body` for each run: offsets into left, right and result, the two strides (0 or 1), and its length.
  func walk(_ body: (_ left: Int, _ right: Int, _ result: Int, _ strides: (Int, Int), _ count: Int) -> Void) {
    forEachBlock(of: 0..<count) { block in
      for row in 0..<block.rows {
        body(
          block.left[row], block.right[row], block.target[row], (block.left.step, block.right.step), block.columns)
      }
    }
  }

  /// Calls `body` for blocks that make up everything, on several threads where that pays. No two calls at the same time have
  /// an element of the target in common, and those that have come in order: the result does not depend on the threads.
  func forEachBlock(_ body: @Sendable (RowBlock) -> Void) {
    guard count > ParallelElements.chunk else { return forEachBlock(of: 0..<count, body) }
    ParallelElements.forEachRange(of: count, unit: separableUnit) { forEachBlock(of: $0, body) }
  }

  /// How many neighbouring elements must stay together, since they meet in the target.
  var separableUnit: Int {
    // Whole rows, where they are short.
    if others.allSatisfy({ $0.target != 0 }) && (rows.target != 0 || rows.extent == 1) {
      return columns.target == 0 || columns.extent <= ParallelElements.chunk ? columns.extent : 1
    }
    let last = others.lastIndex { $0.target == 0 }
    return others[..<(last.map { $0 + 1 } ?? 0)].reduce(columns.extent * rows.extent) { $0 * $1.extent }
  }

  /// Calls `body` for blocks that make up a range of elements, in order.
  func forEachBlock(of range: Range<Int>, _ body: (RowBlock) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let (row, column) = position.quotientAndRemainder(dividingBy: columns.extent)
      let (group, rowInGroup) = row.quotientAndRemainder(dividingBy: rows.extent)
      let rest = range.upperBound - position
      var block = RowBlock()
      if column > 0 || rest < columns.extent {
        block.columns = min(columns.extent - column, rest)
      } else {
        block.columns = columns.extent
        block.rows = min(rows.extent - rowInGroup, rest / columns.extent)
      }
      var offset = Axis(
        extent: 0, left: column * columns.left + rowInGroup * rows.left,
        right: column * columns.right + rowInGroup * rows.right,
        target: column * columns.target + rowInGroup * rows.target)
      var remaining = group
      for axis in others {
        let (quotient, index) = remaining.quotientAndRemainder(dividingBy: axis.extent)
        offset.left += index * axis.left
        offset.right += index * axis.right
        offset.target += index * axis.target
        remaining = quotient
      }
      block.left = RowBlock.Place(offset: offset.left, rowStep: rows.left, step: columns.left)
      block.right = RowBlock.Place(offset: offset.right, rowStep: rows.right, step: columns.right)
      block.target = RowBlock.Place(offset: offset.target, rowStep: rows.target, step: columns.target)
      body(block)
      position += block.rows * block.columns
    }
  }
}
