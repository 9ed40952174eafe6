/// The bytes of a text in an encoding that extends ASCII, and where they begin behind a byte order mark.
///
/// UTF-16 is written anew as UTF-8, in memory of up to one and a half times the size of the file, rows of Weka's that are no
/// cells between commas as such, and sparse rows with all their values; nothing else is copied.
final class TextSource {
  let bytes: UnsafeBufferPointer<UInt8>
  let start: Int
  let encoding: TextEncoding
  /// Whether the encoding was neither said nor marked, and may be found to be another.
  let isAssumed: Bool
  let note: String?
  /// Whether rows were sparse in the file.
  let isSparse: Bool
  /// Whether the bytes are others than those of the file.
  let isRewritten: Bool
  /// Whose the bytes are.
  private let owner: MappedFile

  init(_ file: MappedFile, encoding: TextEncoding?) throws(VectorFileError) {
    let content = file.bytes.bindMemory(to: UInt8.self)
    let mark = try ByteOrderMark(content, file.path)
    let isUnmarked = mark == nil && encoding == nil && Self.looksLikeUTF16(content)
    self.encoding = mark?.encoding ?? encoding ?? (isUnmarked ? .utf16 : .utf8)
    isAssumed = mark == nil && encoding == nil && !isUnmarked
    note = isUnmarked ? "the text is taken for UTF-16 (--encoding decides)" : nil
    start = mark == .utf8 ? 3 : 0
    var owner = file
    if self.encoding == .utf16 {
      let isBigEndian = mark.map { $0 == .utf16BigEndian } ?? (content.first == 0)
      owner = file.rewritten(
        as: try Self.converted(content, from: mark == nil ? 0 : 2, isBigEndian: isBigEndian, file.path))
    }
    let plain = owner
    defer { withExtendedLifetime(plain) {} }
    let rows = try DeclaredRows(plain.text, from: start, TextFailure(path: file.path))
    if let rows { owner = file.rewritten(as: try rows.written()) }
    (self.owner, bytes) = (owner, owner.text)
    (isSparse, isRewritten) = (rows?.areSparse == true, owner !== file)
  }

  /// A letter and a zero, over and over.
  private static func looksLikeUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 8, bytes.count % 2 == 0 else { return false }
    let start = bytes.prefix(64)
    let (even, odd) = (start.indices.filter { $0 % 2 == 0 }, start.indices.filter { $0 % 2 == 1 })
    return even.allSatisfy { bytes[$0] != 0 } && odd.allSatisfy { bytes[$0] == 0 }
      || even.allSatisfy { bytes[$0] == 0 } && odd.allSatisfy { bytes[$0] != 0 }
  }

  private static func converted(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isBigEndian: Bool, _ path: String
  ) throws(VectorFileError) -> UnsafeRawBufferPointer {
    let units = (bytes.count - start) / 2
    guard (bytes.count - start) % 2 == 0 else {
      throw TextFailure(path: path).make(
        .byte(bytes.count - 1), "the file ends inside a character of UTF-16", "copy or write the file again")
    }
    guard let memory = FallibleMemory.allocate(units * 3, of: UInt8.self) else {
      throw .memory(path, "\(units * 3) bytes of text")
    }
    let codeUnits = (0..<units).lazy.map { index in
      let (first, second) = (UInt16(bytes[start + 2 * index]), UInt16(bytes[start + 2 * index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    var count = 0
    _ = transcode(codeUnits.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) { byte in
      memory[count] = byte
      count += 1
    }
    return UnsafeRawBufferPointer(start: memory.baseAddress, count: count)
  }
}

extension MappedFile {
  /// A file of the same name in memory of `malloc`.
  fileprivate func rewritten(as bytes: UnsafeRawBufferPointer) -> MappedFile {
    MappedFile(allocated: bytes, path: path, name: name, depth: depth, meter: meter)
  }
}

/// The mark at the start of a text that tells its encoding.
enum ByteOrderMark {
  case utf8, utf16LittleEndian, utf16BigEndian

  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String) throws(VectorFileError) {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw TextFailure(path: path).make(.file, "the text is UTF-32", "save it as UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else {
      return nil
    }
  }

  var encoding: TextEncoding { self == .utf8 ? .utf8 : .utf16 }
}
