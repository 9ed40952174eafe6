internal import VectorFiles

extension CodebookFile {
  /// A number, as 16 hexadecimal digits, that any other codes would almost surely change: codes of two codebooks with one fingerprint
  /// stand for the same vectors. How codes are searched does not change it.
  ///
  /// - Complexity: O(elements of the codebooks).
  public var fingerprint: String {
    let file = contentAlone
    var hash: UInt64 = 0
    func add(_ bytes: UnsafeRawBufferPointer) {
      for place in stride(from: 0, to: bytes.count, by: 8) {
        var word: UInt64 = 0
        withUnsafeMutableBytes(of: &word) {
          $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[place..<min(place + 8, bytes.count)]))
        }
        hash = (hash ^ UInt64(littleEndian: word)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
      }
    }
    func add(_ text: String) { Array(text.utf8).withUnsafeBytes(add) }
    for (key, value) in file.metadata.sorted(by: { $0.key.text < $1.key.text }) { add("\(key.text)=\(value);") }
    for (key, tensor) in file.tensors.sorted(by: { $0.key.text < $1.key.text }) {
      add("\(key.text)\(tensor.shape);")
      tensor.bytes.withUnsafeBytes(add)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
