/// Which elements share a value in the least-squares fit of a descending sequence to the differences of two.
///
/// The differences are those of the block means of `a` and `b`, never of single elements: where one sequence is large against
/// the other nothing is lost.
enum IsotonicRegression {
  /// For each element the number of its block, counted from 0. Pool adjacent violators: a block joins the next while its
  /// difference a - b lies below that of the next. Equal ones stay apart.
  ///
  /// Source: M. J. Best and N. Chakravarti (1990), DOI 10.1007/BF01580873.
  /// - Complexity: O(n).
  static func blocks(_ a: [Double], minus b: [Double]) -> [Int] {
    struct Block {
      var a: Double
      var b: Double
      var count: Int

      func liesBelow(_ next: Block) -> Bool {
        let (size, nextSize) = (Double(count), Double(next.count))
        return a / size - next.a / nextSize < b / size - next.b / nextSize
      }
    }
    var blocks: [Block] = []
    for index in a.indices {
      var last = Block(a: a[index], b: b[index], count: 1)
      while let previous = blocks.last, previous.liesBelow(last) {
        blocks.removeLast()
        last = Block(a: previous.a + last.a, b: previous.b + last.b, count: previous.count + last.count)
      }
      blocks.append(last)
    }
    return blocks.enumerated().flatMap { number, block in repeatElement(number, count: block.count) }
  }
}
