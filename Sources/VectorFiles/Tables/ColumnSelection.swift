/// Columns by name or place: `A,B,emb*,3-7`.
///
/// Items are separated by commas. Each is a name, in quotation marks if it holds a comma; a pattern, in which `*` stands for
/// any characters; or a place, counted from 1, or a range of places. What is the name of a column is never a pattern or a
/// place.
public struct ColumnSelection: Sendable, Equatable {
  /// The items as they were written.
  public let items: [String]

  /// The items of a text; nil when one of them is empty or a quotation mark is not closed.
  public init?(_ text: String) {
    var items: [String] = []
    var item = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        items.append(item)
        item = ""
      } else if !(item.isEmpty && character == " ") {
        item.append(character)
      }
    }
    items.append(item)
    guard !isQuoted, items.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.items = items
  }

  /// Columns by their names.
  public init(names: [String]) { items = names }

  /// The places, counted from 0, in the order of the items and each once.
  ///
  /// - Throws: with the item and the option, where one finds nothing.
  func indices(
    in columns: [TableColumn], _ option: String, _ failure: TextFailure
  ) throws(VectorFileError) -> [Int] {
    var indices: [Int] = []
    var isTaken = Set<Int>()
    for item in items {
      let found = Self.indices(of: item, in: columns)
      if found.isEmpty { throw failure.unknownColumn(item, option, columns) }
      for index in found where isTaken.insert(index).inserted { indices.append(index) }
    }
    return indices
  }

  private static func indices(of item: String, in columns: [TableColumn]) -> [Int] {
    let named = columns.filter { equal($0.title, item) }
    if !named.isEmpty { return named.map(\.index) }
    if item.contains("*") { return columns.filter { matches($0.title.utf8[...], item.utf8[...]) }.map(\.index) }
    let ends = item.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 1, first <= last, last <= columns.count
    else { return [] }
    return Array((first - 1)...(last - 1))
  }

  private static func equal(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

  /// Whether a text matches a pattern: after a mismatch, the last `*` takes one more byte.
  private static func matches(_ text: Substring.UTF8View, _ pattern: Substring.UTF8View) -> Bool {
    var (text, pattern) = (text, pattern)
    var star: (text: Substring.UTF8View, pattern: Substring.UTF8View)?
    while let byte = text.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        star = (text, pattern)
      } else if pattern.first == byte {
        (text, pattern) = (text.dropFirst(), pattern.dropFirst())
      } else if let last = star {
        (text, pattern) = (last.text.dropFirst(), last.pattern)
        star = (text, pattern)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
