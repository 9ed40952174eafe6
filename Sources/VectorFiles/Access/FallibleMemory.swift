internal import CLibrary
internal import Matrices

/// Memory for the content of a file, which may be refused: `allocate` of the standard library ends the process then.
enum FallibleMemory {
  /// Room for elements, not initialized; nil where the system refuses it.
  static func allocate<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type
  ) -> UnsafeMutableBufferPointer<Element>? {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflow, let memory = PieceSource.allocate(size) ?? malloc(max(size, 1)) else { return nil }
    return UnsafeMutableBufferPointer(start: memory.bindMemory(to: Element.self, capacity: count), count: count)
  }

  static func free<Element: BitwiseCopyable>(_ elements: UnsafeMutableBufferPointer<Element>) {
    free(UnsafeMutableRawPointer(elements.baseAddress))
  }

  /// The same bytes in more or less memory, which takes the place of the other; nil, and the other stays, where there is none.
  static func resized(
    _ memory: UnsafeMutableRawPointer?, of byteCount: Int, to size: Int
  ) -> UnsafeMutableRawPointer? {
    guard let memory, PieceSource.isInstalled else { return realloc(memory, size) }
    guard size > byteCount else { return memory }
    guard let larger = PieceSource.allocate(size) ?? malloc(size) else { return nil }
    larger.copyMemory(from: memory, byteCount: byteCount)
    free(memory)
    return larger
  }

  static func free(_ memory: UnsafeMutableRawPointer?) {
    // Large or not: what is used of it may be less.
    if let memory, !PieceSource.free(memory, byteCount: .max) { release(memory) }
  }
}

private func release(_ memory: UnsafeMutableRawPointer) { free(memory) }
