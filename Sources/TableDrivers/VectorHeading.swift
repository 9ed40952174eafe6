/// The name of vectors, from the headings of their numbers.
enum VectorHeading {
  /// `vector` for no headings, `emb` for `emb[0]`, `emb[1]` and so on; nil for columns that are something each.
  static func name(of headings: [String]) -> String? {
    guard let first = headings.first else { return "vector" }
    guard first.hasSuffix("[0]") else { return nil }
    let name = String(first.dropLast(3))
    return headings.indices.allSatisfy { headings[$0] == "\(name)[\($0)]" } ? name : nil
  }
}
