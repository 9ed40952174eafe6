import Autograd

/// Along an axis.
enum Rowwise {
  static var cases: [Case] { reductions + orders }

  private static var reductions: [Case] {
    let (x, xs) = (Inputs.x, Inputs.xs)
    return [
      Case("sum", [x]) { $0[0].sum() }, Case("sum_rows", [xs]) { $0[0].sum(alongAxis: 1) },
      Case("sum_columns", [xs]) { $0[0].sum(alongAxis: 0) }, Case("mean", [x]) { $0[0].mean() },
      Case("var_rows", [xs]) { $0[0].variance(alongAxes: [1]) },
      Case("std_rows", [xs]) { $0[0].standardDeviation(alongAxes: [1]) },
      Case("norm_rows", [xs]) { $0[0].norm(alongAxes: [1]) },
      Case("norm1_rows", [xs]) { $0[0].norm(1, alongAxes: [1]) },
      Case("max", [x]) { $0[0].max() }, Case("amax_rows", [xs]) { $0[0].amax(alongAxes: [1]) },
      Case("amax_columns", [xs]) { $0[0].amax(alongAxes: [0]) }, Case("amin_rows", [xs]) { $0[0].amin(alongAxes: [1]) },
      Case("max_rows", [xs]) { $0[0].max(alongAxis: 1) }, Case("max_columns", [xs]) { $0[0].max(alongAxis: 0) },
      Case(discrete: "argmax_rows", [xs]) { keep($0[0].argmax(alongAxis: 1)) },
      Case(discrete: "argmax_columns", [xs]) { keep($0[0].argmax(alongAxis: 0)) },
      Case(discrete: "argmax", [x]) { keep($0[0].argmax()) },
      Case("prod_rows", [xs]) { $0[0].product(alongAxis: 1) },
      Case("logsumexp_rows", [xs]) { $0[0].logSumExp(alongAxes: [1]) },
      Case("logsumexp_columns", [xs]) { $0[0].logSumExp(alongAxes: [0]) },
      Case("softmax_rows", [xs]) { $0[0].softmax(alongAxis: 1) },
      Case("log_softmax_rows", [xs]) { $0[0].logSoftmax(alongAxis: 1) },
      Case("cross_entropy", [xs]) { $0[0].crossEntropy(to: Inputs.labels) },
      Case("mse", [x, Inputs.y]) { $0[0].squaredError(from: $0[1]) },
      Case("cdist1", [Inputs.points, Inputs.centroids]) { distances(from: $0[0], to: $0[1], order: 1) },
    ]
  }

  private static var orders: [Case] {
    let (x, xs) = (Inputs.x, Inputs.xs)
    return [
      Case("sort", [x]) { $0[0].sorted(alongAxis: 0).values },
      Case("sort_rows", [xs]) { $0[0].sorted(alongAxis: 1).values },
      Case("sort_columns", [xs]) { $0[0].sorted(alongAxis: 0).values },
      Case(discrete: "argsort_rows", [xs]) { keep($0[0].argsort(alongAxis: 1)) },
      Case("topk", [x]) { $0[0].top(10, alongAxis: 0).values },
      Case("topk_rows", [xs]) { $0[0].top(10, alongAxis: 1).values },
      Case("median", [x]) { $0[0].median(alongAxis: 0).values },
      Case("median_rows", [xs]) { $0[0].median(alongAxis: 1).values },
      Case("kthvalue_rows", [xs]) { $0[0].element(ofRank: 100, alongAxis: 1).values },
      Case("cumsum", [x]) { $0[0].cumulativeSum(alongAxis: 0) },
      Case("cumsum_rows", [xs]) { $0[0].cumulativeSum(alongAxis: 1) },
      Case("cumsum_columns", [xs]) { $0[0].cumulativeSum(alongAxis: 0) },
      Case("cumprod_rows", [xs]) { $0[0].cumulativeProduct(alongAxis: 1) },
      Case("cummax_rows", [xs]) { $0[0].cumulativeMax(alongAxis: 1).values },
      Case("logcumsumexp_rows", [xs]) { $0[0].cumulativeLogSumExp(alongAxis: 1) },
      Case(discrete: "searchsorted", [x]) { keep(Inputs.sorted.insertionPoints(of: $0[0])) },
      Case(discrete: "nonzero", [x]) { keep($0[0].nonzeroIndices()) },
      Case(discrete: "unique", [x]) { keep($0[0].unique().values) },
    ]
  }
}
