internal import CLibrary

/// The tensors of a safetensors file, which stay in the file until they are asked for: for files larger than memory.
///
/// The header is checked in full, as by ``SafeTensorsFile``.
package struct SafeTensorsReader: Sendable {
  /// What the file says about one tensor.
  package struct Tensor: Sendable {
    package let name: SafeTensorsFile.Key
    package let elementType: ElementType
    package let shape: [Int]
    fileprivate let range: Range<Int>

    package var byteCount: Int { range.count }
  }

  package let path: String
  package let metadata: [SafeTensorsFile.Key: String]
  /// In the order of their bytes.
  package let tensors: [Tensor]
  private let file: MappedFile

  package init(contentsOf path: String) throws(VectorFileError) {
    file = try MappedFile(path: path)
    let header = try SafeTensorsHeader(file)
    (self.path, metadata) = (path, header.metadata)
    tensors = header.entries.map { entry in
      let range = (header.dataStart + entry.range.lowerBound)..<(header.dataStart + entry.range.upperBound)
      return Tensor(name: entry.name, elementType: entry.elementType, shape: entry.shape, range: range)
    }
  }

  package var byteCount: Int { file.bytes.count }

  /// The bytes of a tensor, as they are in the file: aligned or not. They stay as long as the reader.
  package func bytes(of tensor: Tensor) -> UnsafeRawBufferPointer {
    readAhead(tensor.range.lowerBound..<min(tensor.range.upperBound + Self.ahead, file.bytes.count))
    return UnsafeRawBufferPointer(rebasing: file.bytes[tensor.range])
  }

  /// What follows a tensor comes from the disk while that one is worked on.
  private static let ahead = 32 << 20

  /// Asks for pages at once, which come slowly one fault after the other.
  private func readAhead(_ range: Range<Int>) {
    guard file.isMapped, let start = file.bytes.baseAddress, !range.isEmpty else { return }
    // (The file itself begins with a page.)
    let first = range.lowerBound / pageSize * pageSize
    _ = madvise(UnsafeMutableRawPointer(mutating: start + first), range.upperBound - first, MADV_WILLNEED)
  }

  /// Bytes that have been read and are not wanted soon: they need not stay in memory.
  package func putAway(_ bytes: UnsafeRawBufferPointer) {
    guard file.isMapped, let start = bytes.baseAddress else { return }
    let first = (Int(bitPattern: start) + pageSize - 1) / pageSize * pageSize
    let last = (Int(bitPattern: start) + bytes.count) / pageSize * pageSize
    guard last > first, let begin = UnsafeMutableRawPointer(bitPattern: first) else { return }
    _ = madvise(begin, last - first, MADV_DONTNEED)
  }
}

private let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
