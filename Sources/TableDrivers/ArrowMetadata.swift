/// What a schema says beside a format: keys with values.
struct ArrowMetadata {
  private var values: [String: String] = [:]
  /// The bytes that it takes.
  private(set) var size = 0

  /// - Parameter start: a number of pairs, then lengths and bytes of keys and values in turn, all numbers int32; nil for none.
  init(_ start: UnsafePointer<CChar>?) {
    guard let start else { return }
    var place = UnsafeRawPointer(start)
    func number() -> Int {
      defer { place += 4 }
      return Int(place.loadUnaligned(as: Int32.self))
    }
    func text() -> String {
      let count = max(0, number())
      defer { place += count }
      return String(decoding: UnsafeRawBufferPointer(start: place, count: count), as: UTF8.self)
    }
    let pairs = number()
    for _ in 0..<max(0, pairs) {
      let key = text()
      values[key] = text()
    }
    size = place - UnsafeRawPointer(start)
  }

  subscript(key: String) -> String? { values[key] }
}
