extension Silhouettes {
  /// How many rows are enough where all would take long: nil, all of them, up to `limit`; of more, `limit` up to 64 dimensions, and
  /// beyond as many as take as long, but 4000 at least.
  public static func sampleSize(rows: Int, dimensions: Int, limit: Int = 20_000) -> Int? {
    guard rows > limit else { return nil }
    let affordable = Int((64 / Double(max(1, dimensions))).squareRoot() * Double(limit))
    return min(limit, max(4000, affordable))
  }
}
