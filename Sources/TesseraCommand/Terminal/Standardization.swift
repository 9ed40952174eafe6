internal import Clustering

extension [String] {
  /// The same with `--standardize=zscore` for `--standardize` where no method follows, so that what follows is left alone.
  var namingStandardization: [String] {
    var named = self
    for index in indices where self[index] == "--standardize" {
      let next = index + 1 < count ? self[index + 1] : ""
      if ColumnScaling.Method(rawValue: next) == nil { named[index] = "--standardize=zscore" }
    }
    return named
  }
}
