/// How much smaller the logarithm of an inertia is than that of data without clusters.
///
/// Source: R. Tibshirani, G. Walther, T. Hastie, *Estimating the number of clusters in a data set via the gap statistic* (2001),
/// DOI 10.1111/1467-9868.00293.
struct GapStatistic {
  /// The mean of log(inertia) over the references, less that of the data.
  let value: Double
  /// The deviation of log(inertia) over the references (of all, not of a sample), times sqrt(1 + 1 / references).
  let error: Double

  /// nil where an inertia is not known, or 0.
  init?(inertia: Double?, references: [Double?]) {
    let known = references.compactMap { $0 }
    guard let inertia, inertia > 0, !known.isEmpty, known.count == references.count, known.allSatisfy({ $0 > 0 })
    else { return nil }
    let logs = known.map { naturalLogarithm($0) }
    let mean = logs.exactMean
    value = mean - naturalLogarithm(inertia)
    let variance = logs.map { ($0 - mean) * ($0 - mean) }.exactMean
    error = (variance * (1 + 1 / Double(logs.count))).squareRoot()
  }
}
