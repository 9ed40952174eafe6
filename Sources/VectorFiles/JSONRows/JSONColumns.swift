/// A key of rows that are objects or, where rows are arrays, a place in them.
struct JSONKey: Equatable {
  let name: String
  /// How many columns an array of numbers becomes; nil for one value.
  var width: Int?

  /// The names of its columns: `size`, or `embedding[0]` and so on.
  var columnNames: [String] { width.map { (0..<$0).map { "\(name)[\($0)]" } } ?? [name] }
}

/// The columns of JSON rows, in the order in which their keys first appear: what passes over the rows find.
struct JSONColumns {
  private(set) var keys: [JSONKey] = []
  /// How often ``keys`` changed.
  private(set) var changes = 0
  /// The keys of the fields of the last row that was seen, as indices.
  private(set) var indices: [Int] = []
  /// Whether rows are objects, whose keys are names.
  private(set) var haveNames = false
  private(set) var rowCount = 0
  /// Whether a value other than null was seen, by key.
  private var isSeen: [Bool] = []
  private var lastRow: [Int] = []
  private var places: [SafeTensorsFile.Key: Int] = [:]
  /// The key that each field of the last row had: most rows are like the one before.
  private var likely: [(key: Range<Int>, index: Int)] = []
  private let first: PartColumns?

  /// - Parameter first: the first of several parts, whose keys come first.
  init(first: PartColumns?) {
    self.first = first
    for key in first?.keys ?? [] { add(key) }
  }

  /// The next row is the first one again.
  mutating func beginAnew() {
    rowCount = 0
    for index in keys.indices { lastRow[index] = -1 }
  }

  /// Reads the next row and looks at it; false behind the last.
  mutating func seeNext(_ rows: inout JSONRows, _ text: JSONText) throws(VectorFileError) -> Bool {
    do throws(JSONScanner.Failure) {
      guard try rows.next() else { return false }
      try see(rows, text)
      return true
    } catch {
      throw text.failure(error)
    }
  }

  private mutating func see(_ rows: borrowing JSONRows, _ text: JSONText) throws(JSONScanner.Failure) {
    if rowCount == 0 { haveNames = rows.isObject }
    guard haveNames == rows.isObject else {
      throw .init(offset: rows.start, problem: "some rows are objects and others arrays")
    }
    if !rows.isObject, keys.isEmpty { for place in rows.fields.indices { add(JSONKey(name: "\(place)")) } }
    if !rows.isObject, rows.fields.count != keys.count {
      throw .init(offset: rows.start, problem: "the row has \(rows.fields.count) values instead of \(keys.count)")
    }
    indices.removeAll(keepingCapacity: true)
    for place in rows.fields.indices { indices.append(try see(rows.fields[place], place, text)) }
    rowCount += 1
  }

  private mutating func add(_ key: JSONKey) {
    changes += 1
    places[.init(key.name)] = keys.count
    keys.append(key)
    isSeen.append(key.width != nil)
    lastRow.append(-1)
  }

  /// Looks at a field; returns the index of its key.
  private mutating func see(
    _ field: JSONRows.Field, _ place: Int, _ text: JSONText
  ) throws(JSONScanner.Failure) -> Int {
    let index = try knownIndex(field, place, text)
    guard lastRow[index] != rowCount else {
      throw .init(offset: field.key.lowerBound, problem: "the key “\(keys[index].name)” comes twice in one row")
    }
    lastRow[index] = rowCount
    if field.kind == .null { return index }
    let isFirst = !isSeen[index]
    isSeen[index] = true
    if case .numbers(let width) = field.kind {
      if isFirst, haveNames {
        keys[index].width = width
        changes += 1
      }
      guard let expected = keys[index].width, expected != width else { return index }
      throw .init(
        offset: field.value.lowerBound, problem: "“\(keys[index].name)” has \(width) numbers instead of \(expected)")
    }
    if keys[index].width != nil {
      throw .init(
        offset: field.value.lowerBound, problem: "“\(keys[index].name)” is no array of numbers, as it was before")
    }
    return index
  }

  /// The key of a field, a new one if need be.
  private mutating func knownIndex(
    _ field: JSONRows.Field, _ place: Int, _ text: JSONText
  ) throws(JSONScanner.Failure) -> Int {
    if !haveNames { return place }
    if place < likely.count, text.areEqual(field.key, likely[place].key) { return likely[place].index }
    let name = try text.text(field.key)
    if places[.init(name)] == nil {
      if let first {
        throw .init(
          offset: field.key.lowerBound, problem: "the key “\(name)” is in no row of the first part, \(first.path)")
      }
      add(JSONKey(name: name))
    }
    let index = places[.init(name)] ?? 0
    if place < likely.count { likely[place] = (field.key, index) } else { likely.append((field.key, index)) }
    return index
  }

  /// The key of a field of a row that was seen.
  func index(of field: JSONRows.Field, at place: Int, _ text: JSONText) -> Int? {
    if haveNames { return (try? text.text(field.key)).flatMap { places[.init($0)] } }
    return place < keys.count ? place : nil
  }
}
