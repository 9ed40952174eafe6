internal import Clustering

extension LabelStability {
  /// What noise does, for people.
  var text: String {
    let moved = source == .rows ? "each row" : "every centroid"
    let rest = labels.count - certified
    let sampled =
      rest == 0
      ? ""
      : "; the other \(rest) in \((restShare * 100).fixed(1)) % of \(samples.counted("sample")) each"
    return """
      noise: \(moved) moved by at most \(noise.significant(4))
      \(certified.counted("label")) of \(labels.count) \(certified == 1 ? "is" : "are") proved to survive any of it\(sampled)
      \((survivedShare * 100).fixed(2)) % of all labels survive on average

      """
  }

  /// The mean survival of the rows that are not certified.
  private var restShare: Double {
    let open = zip(survival, isCertified).filter { !$0.1 }.map(\.0)
    return open.isEmpty ? 1 : open.reduce(0, +) / Double(open.count)
  }
}
