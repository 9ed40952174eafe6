/// The mark at the start of a text that tells its encoding.
enum ByteOrderMark {
  /// Where the text begins: behind a UTF-8 mark, if there is one. UTF-16 and UTF-32 are errors.
  static func end(in bytes: UnsafeBufferPointer<UInt8>, _ failure: TextFailure) throws(VectorFileError) -> Int {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw failure.encoding("UTF-32")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw failure.encoding("UTF-16") }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}
