internal import Matrices

extension StreamingKMeans {
  /// All that later batches depend on, for ``init(words:)``: centroids, counts and weights. Nil before there are centroids.
  ///
  /// ```swift
  /// let saved = stream.words                       // [UInt64]
  /// var resumed = StreamingKMeans(words: saved!)   // learns the next batch as `stream` would
  /// ```
  public var words: [UInt64]? {
    guard let centroids else { return nil }
    var words = WordWriter()
    words.write(Self.format)
    words.write(centroids)
    for count in counts { words.write(count) }
    words.write(masses)
    return words.words
  }

  /// The stream that other ``words`` are of; nil where these are none.
  public init?(words: [UInt64]) {
    var words = WordReader(words)
    guard words.word() == Self.format, let centroids = words.matrix(), centroids.rows >= 1, centroids.columns >= 1,
      let counts = words.words(centroids.rows), let masses = words.doubles(), words.isAtEnd,
      masses.count == centroids.rows, masses.allSatisfy({ $0 >= 0 && $0.isFinite }),
      centroids.isFinite, counts.allSatisfy({ $0 <= UInt64(Int.max / 2) })
    else { return nil }
    self.init(from: centroids)
    restore(counts: counts.map { Int($0) }, masses: masses)
  }

  /// "stream/1"
  private static var format: UInt64 { 0x7374_7265_616D_2F31 }
}
