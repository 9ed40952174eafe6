/// What a column of numbers looks like.
extension ParsedTable {
  /// Whether a column goes up by ones.
  func counts(_ slot: Int) -> Bool {
    guard self[0, slot] == self[0, slot].rounded() else { return false }
    // The difference: beyond 2^53 a number and the next are one.
    for row in 1..<max(1, rows) where self[row, slot] - self[row - 1, slot] != 1 { return false }
    return true
  }

  /// Whether a column holds whole numbers that rise from row to row.
  func rises(_ slot: Int) -> Bool {
    guard self[0, slot] == self[0, slot].rounded() else { return false }
    for row in 1..<max(1, rows) {
      let value = self[row, slot]
      guard value > self[row - 1, slot], value == value.rounded() else { return false }
    }
    return true
  }

  /// Whether most values of a column lie at equal distances, though not by ones: those of an axis.
  func hasEqualSteps(_ slot: Int) -> Bool {
    var counts: [Double: Int] = [:]
    for row in 1..<max(1, rows) { counts[self[row, slot] - self[row - 1, slot], default: 0] += 1 }
    return counts.contains { $0.key != 1 && $0.value * 4 >= (rows - 1) * 3 }
  }

  /// Whether a column holds whole numbers of which at least such a share are different; missing values are none of them.
  func differ(_ slot: Int, atLeast share: Double) -> Bool {
    var values: [Double] = []
    values.reserveCapacity(rows)
    for row in 0..<rows where !self[row, slot].isNaN {
      let value = self[row, slot]
      guard value == value.rounded() else { return false }
      values.append(value)
    }
    if share == 0 || values.isEmpty { return !values.isEmpty }
    values.sort()
    let distinct = 1 + zip(values, values.dropFirst()).count { $0 != $1 }
    return Double(distinct) >= share * Double(values.count)
  }

  /// The values of a column of whole numbers, if they are few.
  func fewWholeNumbers(_ slot: Int, atMost limit: Int) -> [Double]? {
    var values: [Double] = []
    for row in 0..<rows where !self[row, slot].isNaN {
      let value = self[row, slot]
      if value == values.last || values.contains(value) { continue }
      guard value == value.rounded(), values.count < limit else { return nil }
      values.append(value)
    }
    return values
  }

  /// Whether a column holds whole numbers that are days of the calendar, 20200131 or 200131, with hours and minutes
  /// perhaps, or times since 1970.
  func holdsDates(_ slot: Int) -> Bool {
    var (areDays, areTimes, hasAny) = (true, true, false)
    for row in 0..<rows where !self[row, slot].isNaN {
      let value = self[row, slot]
      hasAny = true
      areDays = areDays && Self.isDay(value)
      // Seconds to nanoseconds, from 1980 on.
      areTimes = areTimes && [1, 1e3, 1e6, 1e9].contains { (3.15e8 * $0..<4.1e9 * $0).contains(value) }
      if !areDays && !areTimes { return false }
    }
    return hasAny
  }

  private static func isDay(_ value: Double) -> Bool {
    guard value == value.rounded(), (1e5..<1e14).contains(value) else { return false }
    var digits = Int(value)
    while digits >= 100_000_000 { digits /= 100 }
    let (month, day) = (digits / 100 % 100, digits % 100)
    let isYear = digits < 1_000_000 || (1600...2200).contains(digits / 10_000)
    return isYear && (1...12).contains(month) && (1...31).contains(day)
  }
}
