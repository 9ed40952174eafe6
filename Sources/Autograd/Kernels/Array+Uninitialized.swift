extension Array where Element: BitwiseCopyable {
  /// An array whose every element `body` writes.
  init(writing count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress, count > 0 { body(start) }
      initialized = count
    }
  }
}
