import Autograd

/// Where our answer differs from PyTorch's on purpose; each has its reason, and a test of its own where it is ours.
struct Deviation {
  private let testCase: ReferenceCase

  init(_ testCase: ReferenceCase) { self.testCase = testCase }

  /// PyTorch promises no index on ties in topk, kthvalue and median; ours is the lowest. It also takes nothing from a single
  /// value along an axis that it does not have.
  func skips(output: Int) -> Bool {
    (testCase.tags.contains("unspecified-index") && output > 0) || testCase.name.hasPrefix("topk.s.k=0")
  }

  var skipsGradients: Bool {
    switch testCase.operation {
    // Which of equal elements has the gradient follows from the index.
    case _ where testCase.tags.contains("unspecified-index"): true
    // PyTorch has no gradient; values scatter to the first of their elements, weights gather.
    case "unique", "bincount": true
    // PyTorch raises an error; ours gives zeros to what is not used.
    case "scatter_add": testCase.gradients == nil
    // PyTorch counts the base among the tied elements even where it is left out.
    case "scatter_reduce": testCase.tags.contains("tie") && !testCase.attributes.flag("includeSelf")
    // PyTorch gives every tied coordinate the whole gradient here, but splits it in the norm; ours splits both times.
    case "cdist": testCase.name == "cdist.coincident.p=inf"
    // The gradient of the mean is part of ours, and infinity less infinity is NaN.
    case "var", "std": testCase.tags.contains("nonfinite")
    // Infinity less infinity again.
    // The largest of a row with NaN has a gradient of NaN, as amax has in PyTorch too.
    case "logcumsumexp": testCase.name.hasPrefix("logcumsumexp.inf")
    case "topk": testCase.name.hasPrefix("topk.s.k=0")
    case "norm": testCase.tags.contains("nonfinite") && testCase.attributes.number("ord") == .infinity
    default: false
    }
  }

  /// gelu and silu vanish in the limit of -infinity, where the formulas give NaN; the sign of NaN is NaN, where PyTorch says 0.
  var values: Leniency {
    switch testCase.operation {
    case "gelu", "silu": .finiteForNaN
    case "sign": .notANumber
    default: .none
    }
  }

  /// At infinite inputs a second derivative is an accident of the formula; softplus stays smooth at its threshold.
  var skipsSecondOrder: Bool { testCase.tags.contains("nonfinite") || testCase.operation == "softplus" }

  /// What no result depends on has a gradient of 0 here, where PyTorch multiplies 0 by infinity or NaN.
  var gradients: Leniency {
    switch testCase.operation {
    case "where_log_trap", "logsumexp", "norm", "gelu", "silu", "softmax", "log_softmax", "logcumsumexp":
      .finiteForNaN
    case let name: name.hasPrefix("kmeans_loss") ? .finiteForNaN : .none
    }
  }
}
