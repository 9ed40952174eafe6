extension SafeTensorsFile {
  /// A name in a file: of a tensor, or of a string about the tensors.
  ///
  /// Keys are the same when their bytes are, as the format has it, unlike strings: “é” in one scalar and “é” in two are
  /// two keys. Order, too, is that of the bytes.
  ///
  /// ```swift
  /// file.tensors["centroids"]                      // a literal is a key
  /// file.tensors[SafeTensorsFile.Key(name)]
  /// ```
  public struct Key: Sendable {
    /// The name.
    public let text: String

    /// A key of that name.
    public init(_ text: String) { self.text = text }
  }
}

extension SafeTensorsFile.Key: Hashable, Comparable {
  public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  public static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension SafeTensorsFile.Key: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral text: String) { self.init(text) }

  public var description: String { text }
}
