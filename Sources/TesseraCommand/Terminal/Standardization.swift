internal import Clustering
internal import VectorFiles

extension [String] {
  /// The same with `--standardize=zscore` for `--standardize` where no method follows, so that what follows is left alone:
  /// an option, or the data. A bare word that names no file is a method that does not exist.
  var namingStandardization: [String] {
    var named = self
    for index in indices where self[index] == "--standardize" {
      let next = index + 1 < count ? self[index + 1] : ""
      let isMethod = next.allSatisfy(\.isLetter) && !next.isEmpty && !InputPath.exists(next)
      if ColumnScaling.Method(rawValue: next) == nil, !isMethod { named[index] = "--standardize=zscore" }
    }
    return named
  }
}
