extension Array where Element: BitwiseCopyable {
  /// An array whose every element `body` writes.
  init(writing count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress, count > 0 { body(start) }
      initialized = count
    }
  }
}

extension Array where Element: TensorScalar {
  /// Zeros, written as bytes: a generic initialiser would copy them one by one.
  static func zeros(_ count: Int) -> [Element] {
    [Element](writing: count) { out in
      UnsafeMutableRawPointer(out).initializeMemory(
        as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
    }
  }
}
