internal import CLibrary

/// Memory for the content of a file, which may be refused: `allocate` of the standard library ends the process then.
enum FallibleMemory {
  /// Room for elements, not initialized; nil where the system refuses it.
  static func allocate<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type
  ) -> UnsafeMutableBufferPointer<Element>? {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflow, let memory = malloc(max(size, 1)) else { return nil }
    return UnsafeMutableBufferPointer(start: memory.bindMemory(to: Element.self, capacity: count), count: count)
  }

  static func free<Element: BitwiseCopyable>(_ elements: UnsafeMutableBufferPointer<Element>) {
    release(elements.baseAddress)
  }
}

private func release(_ memory: UnsafeMutableRawPointer?) { free(memory) }
