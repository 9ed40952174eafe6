/// The k-th smallest of some numbers, without sorting them all.
enum Selection {
  /// The element that sorting would put at `position`; the others end up before and behind it accordingly.
  ///
  /// - Complexity: O(count) on average.
  static func element(_ position: Int, of values: inout [Double]) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var (lower, upper) = (0, values.count - 1)
      while lower < upper {
        let pivot = median(values[lower], values[(lower + upper) / 2], values[upper])
        var (left, right) = (lower, upper)
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if position <= right { upper = right } else if position >= left { lower = left } else { break }
      }
      return values[position]
    }
  }

  /// The smallest value up to which a share of the values lies.
  static func quantile(_ share: Double, of values: inout [Double]) -> Double {
    let position = Int((share * Double(values.count)).rounded(.up)) - 1
    return element(max(0, min(values.count - 1, position)), of: &values)
  }

  private static func median(_ first: Double, _ second: Double, _ third: Double) -> Double {
    max(min(first, second), min(max(first, second), third))
  }
}
