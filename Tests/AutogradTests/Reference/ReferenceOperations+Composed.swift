import Autograd

extension ReferenceOperations {
  static var compositions: Table {
    [
      "abs_by_where": one { .where($0 .>= 0, $0, -$0) },
      "relu_by_where": one { .where($0 .> 0, $0, .zeros([])) },
      "argmax_gather": one { $0.gathering($0.argmax(alongAxis: -1, keepingDimension: true), alongAxis: -1) },
      "argmax_of_softmax": two { x, y in
        y.square().gathering(x.softmax(alongAxis: -1).argmax(alongAxis: -1, keepingDimension: true), alongAxis: -1)
      },
      "argmax_one_hot_dot": one { x in
        let hot: Tensor<Scalar> = x.argmax(alongAxis: -1).oneHot(x.shape[x.rank - 1])
        return (hot * x).sum(alongAxis: -1)
      },
      "detach_only": one { ($0 * $0).stoppingGradient() },
      "detach_plus_x": one { $0.square().stoppingGradient() + $0.power(3) },
      "detach_times_x": one { $0.stoppingGradient() * $0 },
      "equality_mask": two { Tensor<Scalar>($0 .== $1) * $0 * $1 },
      "floor_then_square": one { $0.floor().square() + $0.ceil() * $0 },
      "index_times_value": one { x in
        let index = x.argmax(alongAxis: -1)
        return Tensor<Scalar>(index) * x.gathering(index, alongAxis: -1).square()
      },
      "logsumexp_detached_max": one { x in
        let most = x.amax(alongAxes: [-1], keepingDimensions: true).stoppingGradient()
        return most + (x - most).exp().sum(alongAxis: -1, keepingDimension: true).log()
      },
      "logsumexp_max": one { x in
        let most = x.amax(alongAxes: [-1], keepingDimensions: true)
        return most + (x - most).exp().sum(alongAxis: -1, keepingDimension: true).log()
      },
      "mask_times_x": two { x, y in Tensor<Scalar>(x .> y) * x + Tensor<Scalar>(x .<= y) * y },
      "rank_of_x": one { x in
        let ranks = Tensor<Scalar>(Tensor<Scalar>(x.argsort(alongAxis: -1)).argsort(alongAxis: -1))
        return (ranks * x).sum(alongAxis: -1)
      },
      "round_straight_through": one { $0 + ($0.rounded() - $0).stoppingGradient() },
      "round_times_x": one { $0.rounded() * $0 },
      "sign_straight_through": one { $0.tanh() + ($0.sign() - $0.tanh()).stoppingGradient() },
      "sign_times_x": one { $0.sign() * $0 },
      "sin_round_exp": one { $0.rounded().sin() * $0.exp() + ($0 * 3).rounded() },
      "sort_by_key": two { x, key in x.square().takingAlong(key.argsort(alongAxis: -1), axis: -1) },
      "where_log_safe": one { x in
        .where(x .> 0, Tensor.where(x .> 0, x, .ones([])).log(), .zeros([]))
      },
      "where_log_trap": one { .where($0 .> 0, $0.log(), .zeros([])) },
      "x_minus_floor": one { $0 - $0.floor() },
      "matmul": two { $0.matrixProduct($1) },
      "einsum": called { .einsum($0.attributes.text("equation") ?? "", $0.inputs.map(\.real)) },
      "straight_through_argmax": called { straightThrough($0.x.softmax(alongAxis: $0.axis), alongAxis: $0.axis) },
      "gumbel_softmax": called { call in
        let soft = ((call.x + call.y) / (call.number("tau") ?? 1)).softmax(alongAxis: call.axis)
        return call.attributes.flag("hard") ? straightThrough(soft, alongAxis: call.axis) : soft
      },
    ]
  }
}

extension ReferenceOperations {
  /// One-hot at the largest, with the gradient of the soft version.
  private static func straightThrough(_ soft: Tensor<Scalar>, alongAxis axis: Int) -> Tensor<Scalar> {
    soft.oneHotArgmax(alongAxis: axis) - soft.stoppingGradient() + soft
  }
}

extension ReferenceOperations {
  static var loss: Table {
    [
      "mse_loss": called { $0.x.squaredError(from: $0.y, reduction: reduction($0)) },
      "cross_entropy": called { call in
        let weights = call.inputs.count > 2 ? call.inputs[2].real : nil
        let smoothing = call.number("labelSmoothing") ?? 0
        if case .whole(let target) = call.inputs[1] {
          return call.x.crossEntropy(
            to: target, weights: weights, reduction: reduction(call),
            ignoredIndex: call.attributes.integer("ignoreIndex") ?? -100, labelSmoothing: smoothing)
        }
        return call.x.crossEntropy(
          toProbabilities: call.y, weights: weights, reduction: reduction(call), labelSmoothing: smoothing)
      },
      "cdist": called { distances(from: $0.x, to: $0.y, order: $0.number("p") ?? 2) },
      "squared_distance": two { squaredDistances(from: $0, to: $1) },
      "cosine_similarity": called {
        $0.x.cosineSimilarity(to: $0.y, alongAxis: $0.axis, epsilon: $0.number("eps") ?? 1e-8)
      },
      "normalize": called {
        $0.x.normalized(
          order: $0.number("p") ?? 2, alongAxis: $0.axis, epsilon: $0.number("eps") ?? 1e-12)
      },
      "kmeans_loss_amin": two { squaredDistances(from: $0, to: $1).amin(alongAxes: [1]).sum() },
      "kmeans_loss_min": two { squaredDistances(from: $0, to: $1).min(alongAxis: 1).sum() },
      "kmeans_loss_gather": two { x, c in
        let distances = squaredDistances(from: x, to: c)
        return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
      },
      "kmeans_loss_loop": two { x, c in
        let distances = (x - c.expandingDimension(at: 1)).square().sum(alongAxis: 2)
        let nearest = distances.argmin(alongAxis: 0)
        return (0..<c.shape[0]).reduce(Tensor(0)) { loss, cluster in
          loss + distances.transposed().selectingRows(where: nearest .== cluster).selecting(cluster, alongAxis: 1).sum()
        }
      },
      "nearest_code": two { x, codes in quantised(x, codes).codes },
      "vq_straight_through": two { x, codes in x + (quantised(x, codes).codes - x).stoppingGradient() },
      "vq_losses": { call in
        let (codes, index) = quantised(call.x, call.y)
        return [
          .real(call.x + (codes - call.x).stoppingGradient()),
          .real(codes.squaredError(from: call.x.stoppingGradient())),
          .real(call.x.squaredError(from: codes.stoppingGradient()) * (call.number("beta") ?? 1)),
          .whole(index),
        ]
      },
      "centroid_mean": two { x, c in
        let nearest = squaredDistances(from: x, to: c).argmin(alongAxis: 1)
        let sums = Tensor<Scalar>.zeros(c.shape).addingSlices(x, at: nearest.elements, alongAxis: 0)
        let counts = Tensor<Scalar>(nearest.counts(minimumCount: c.shape[0])).clamped(from: 1)
        return sums / counts.expandingDimension(at: 1)
      },
    ]
  }
}

extension ReferenceOperations {
  private static func quantised(_ x: Tensor<Scalar>, _ codes: Tensor<Scalar>) -> (
    codes: Tensor<Scalar>, index: Tensor<Int>
  ) {
    let index = squaredDistances(from: x, to: codes).argmin(alongAxis: -1)
    return (codes.selectingRows(index.elements), index)
  }
}

extension ReferenceOperations {
  static func reduction(_ call: Call<Scalar>) -> Tensor<Scalar>.LossReduction {
    .init(rawValue: call.attributes.text("reduction") ?? "mean") ?? .mean
  }
}
