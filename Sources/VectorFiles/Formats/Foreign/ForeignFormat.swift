/// A format that is not read, but named as what it is, with what helps.
struct ForeignFormat: MatrixFormat {
  let title: String
  let suffixes: [String] = []
  private let advice: String
  private let isOne: @Sendable (FileStart) -> Bool

  init(_ title: String, _ advice: String, _ isOne: @escaping @Sendable (FileStart) -> Bool) {
    (self.title, self.advice, self.isOne) = (title, advice, isOne)
  }

  static let all: [any MatrixFormat] = data + archives + statistics + media + programs + texts

  func isFormat(of file: MappedFile) -> Bool { isOne(FileStart(file: file)) }

  func points(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> VectorData {
    throw failure(file)
  }

  func column(of file: MappedFile, _ reader: VectorFileReader) throws(VectorFileError) -> NumericColumn {
    throw failure(file)
  }

  private func failure(_ file: MappedFile) -> VectorFileError {
    file.failure(.file, "this is \(title), which tessera does not read", advice)
  }
}

/// The bytes with which files begin.
struct FileStart {
  let file: MappedFile

  private var bytes: UnsafeRawBufferPointer { file.bytes }

  /// Whether bytes stand at a place.
  func has(_ magic: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: magic) }

  /// The same for text.
  func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

  /// Whether the first bytes hold a word.
  func mentions(_ word: String) -> Bool {
    let start = Array(bytes.prefix(256))
    return start.indices.contains { start[$0...].starts(with: word.utf8) }
  }

  /// Whether the text begins with words, whatever their case and the white space before them.
  func begins(with words: String...) -> Bool {
    let start = bytes.prefix(1 << 10).drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
    return words.contains { word in
      start.prefix(word.utf8.count).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } == Array(word.utf8)
    }
  }

  /// Whether there are bytes that no text has: short magic words may be headings.
  var isBinary: Bool { bytes.prefix(512).contains { $0 < 9 || (14..<32).contains($0) && $0 != 27 } }

  /// The byte at a place; 0 behind the end.
  subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// Whether the name ends so.
  func isNamed(_ suffix: String) -> Bool { file.name.hasSuffix(suffix) }

  /// Whether the last bytes are these.
  func ends(with text: String) -> Bool { bytes.suffix(text.utf8.count).elementsEqual(text.utf8) }
}
