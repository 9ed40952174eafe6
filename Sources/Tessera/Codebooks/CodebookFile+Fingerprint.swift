internal import VectorFiles

extension CodebookFile {
  /// A number, in hexadecimal digits, that any other codes would almost surely change: codes of two codebooks with one fingerprint
  /// stand for the same vectors. How codes are searched does not change it.
  ///
  /// - Complexity: O(elements of the codebooks).
  public var fingerprint: String {
    let file = contentAlone
    var hash = WordHash()
    for (key, value) in file.metadata.sorted(by: { $0.key.text < $1.key.text }) {
      hash.add("\(key.text)=\(value);".utf8)
    }
    for (key, tensor) in file.tensors.sorted(by: { $0.key.text < $1.key.text }) {
      hash.add("\(key.text)\(tensor.shape);".utf8)
      hash.add(tensor.bytes)
    }
    return hash.text
  }
}
