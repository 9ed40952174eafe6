import Autograd
import Foundation

extension ReferenceOperations {
  static var activations: Table {
    [
      "elu": called { $0.x.elu(alpha: $0.number("alpha") ?? 1) },
      "celu": called { $0.x.celu(alpha: $0.number("alpha") ?? 1) },
      "selu": one { $0.selu() }, "prelu": two { $0.parametricReLU(weights: $1) },
      "hardtanh": called { $0.x.hardTanh(from: $0.number("low") ?? -1, to: $0.number("high") ?? 1) },
      "relu6": one { $0.relu6() }, "hardsigmoid": one { $0.hardSigmoid() }, "hardswish": one { $0.hardSwish() },
      "hardshrink": called { $0.x.hardShrink(lambda: $0.number("lambda") ?? 0.5) },
      "softshrink": called { $0.x.softShrink(lambda: $0.number("lambda") ?? 0.5) },
      "tanhshrink": one { $0.tanhShrink() }, "logsigmoid": one { $0.logSigmoid() }, "softsign": one { $0.softsign() },
      "threshold": called { $0.x.thresholded(above: $0.number("bound") ?? 0, else: $0.number("value") ?? 0) },
      "mish": one { $0.mish() }, "glu": called { $0.x.gatedLinearUnit(alongAxis: $0.axis) },
      "leaky_relu": called { $0.x.leakyReLU(slope: $0.number("slope") ?? 0.01) },
    ]
  }

  static var furtherLosses: Table {
    [
      "l1_loss": called { $0.x.absoluteError(from: $0.y, reduction: reduction($0)) },
      "huber_loss": called {
        $0.x.huberLoss(from: $0.y, delta: $0.number("delta") ?? 1, reduction: reduction($0))
      },
      "smooth_l1_loss": called {
        $0.x.smoothAbsoluteError(from: $0.y, beta: $0.number("beta") ?? 1, reduction: reduction($0))
      },
      "poisson_nll_loss": called {
        $0.x.poissonLoss(
          of: $0.y, isLogarithm: $0.attributes.flag("log"), isFull: $0.attributes.flag("full"), reduction: reduction($0)
        )
      },
      "gaussian_nll_loss": called {
        $0.x.gaussianLoss(
          of: $0.y, variances: $0.inputs[2].real, isFull: $0.attributes.flag("full"), reduction: reduction($0))
      },
      "nll_loss": called {
        $0.x.negativeLogLikelihood(
          of: $0.inputs[1].whole, weights: weights($0), reduction: reduction($0),
          ignoredIndex: $0.attributes.integer("ignoreIndex") ?? -100)
      },
      "bce": called { $0.x.binaryCrossEntropy(to: $0.y, weights: weights($0), reduction: reduction($0)) },
      "bce_with_logits": called { call in
        call.x.binaryCrossEntropyWithLogits(
          to: call.y, weights: weights(call), positiveWeights: weights(call)?.flipped(alongAxes: [0]),
          reduction: reduction(call))
      },
      "kl_div": called {
        $0.x.klDivergence(to: $0.y, isLogarithm: $0.attributes.flag("log"), reduction: reduction($0))
      },
      "multi_margin_loss": called {
        $0.x.multiMarginLoss(
          to: $0.inputs[1].whole, power: $0.attributes.integer("p") ?? 1, margin: $0.number("margin") ?? 1,
          weights: weights($0), reduction: reduction($0))
      },
      "soft_margin_loss": called { $0.x.softMarginLoss(to: $0.y, reduction: reduction($0)) },
      "hinge_embedding_loss": called {
        $0.x.hingeEmbeddingLoss(to: $0.y, margin: $0.number("margin") ?? 1, reduction: reduction($0))
      },
      "margin_ranking_loss": called {
        .marginRankingLoss(
          $0.x, $0.y, target: $0.inputs[2].real, margin: $0.number("margin") ?? 0, reduction: reduction($0))
      },
      "cosine_embedding_loss": called {
        .cosineEmbeddingLoss(
          $0.x, $0.y, target: $0.inputs[2].real, margin: $0.number("margin") ?? 0, reduction: reduction($0))
      },
      "triplet_margin_loss": called {
        .tripletMarginLoss(
          anchor: $0.x, positive: $0.y, negative: $0.inputs[2].real, margin: $0.number("margin") ?? 1,
          order: $0.number("p") ?? 2, swaps: $0.attributes.flag("swap"), reduction: reduction($0))
      },
    ]
  }

  private static func weights(_ call: Call<Scalar>) -> Tensor<Scalar>? {
    guard let weights = call.attributes.values["weights"] as? [Any] else { return nil }
    return Tensor(weights.map { Scalar(AnyTensor<Double>.number($0)) }, shape: [weights.count])
  }
}
