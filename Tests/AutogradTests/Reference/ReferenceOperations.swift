import Autograd

/// Every operation of the cases in ours, for one type of elements.
enum ReferenceOperations<Scalar: TensorScalar> {
  typealias Implementation = @Sendable (Call<Scalar>) -> [AnyTensor<Scalar>]
  typealias Table = [String: Implementation]

  static var all: Table {
    let single = [
      binary, reductions, order, shape, indexing, discrete, compositions, loss, activations, furtherLosses, matrices,
    ]
    .reduce(unary) { $0.merging($1) { $1 } }
    return single.merging(programs(of: single)) { $1 }
  }

  static func one(_ function: @escaping @Sendable (Tensor<Scalar>) -> Tensor<Scalar>) -> Implementation {
    { [.real(function($0.x))] }
  }

  static func two(
    _ function: @escaping @Sendable (Tensor<Scalar>, Tensor<Scalar>) -> Tensor<Scalar>
  ) -> Implementation {
    { [.real(function($0.x, $0.y))] }
  }

  static func called(_ function: @escaping @Sendable (Call<Scalar>) -> Tensor<Scalar>) -> Implementation {
    { [.real(function($0))] }
  }

  static func placed(
    _ function: @escaping @Sendable (Call<Scalar>) -> (values: Tensor<Scalar>, indices: Tensor<Int>)
  ) -> Implementation {
    { call in
      let (values, indices) = function(call)
      return [.real(values), .whole(indices)]
    }
  }
}

extension ReferenceOperations {
  static var unary: Table {
    [
      "abs": one { $0.abs() }, "ceil": one { $0.ceil() }, "cos": one { $0.cos() }, "erf": one { $0.erf() },
      "exp": one { $0.exp() }, "expm1": one { $0.expm1() }, "floor": one { $0.floor() }, "log": one { $0.log() },
      "log1p": one { $0.log1p() }, "neg": one { -$0 }, "reciprocal": one { $0.reciprocal() }, "relu": one { $0.relu() },
      "round": one { $0.rounded() }, "rsqrt": one { $0.reciprocalSquareRoot() }, "sigmoid": one { $0.sigmoid() },
      "sign": one { $0.sign() }, "silu": one { $0.silu() }, "sin": one { $0.sin() }, "sqrt": one { $0.squareRoot() },
      "square": one { $0.square() }, "tanh": one { $0.tanh() }, "trunc": one { $0.truncated() },
      "gelu": called { $0.attributes.text("approximate") == "tanh" ? $0.x.approximateGELU() : $0.x.gelu() },
      "softplus": called {
        $0.x.softplus(beta: $0.number("beta") ?? 1, threshold: $0.number("threshold") ?? 20)
      },
      "clamp": called { $0.x.clamped(from: $0.number("min"), to: $0.number("max")) },
      "clamp_tensor": called { $0.x.clamped(from: $0.y, to: $0.inputs[2].real) },
    ]
  }
}

extension ReferenceOperations {
  static var binary: Table {
    [
      "add": called { $0.x + $0.y * ($0.number("alpha") ?? 1) },
      "sub": called { $0.x - $0.y * ($0.number("alpha") ?? 1) },
      "mul": two { $0 * $1 }, "pow": two { $0.power($1) }, "atan2": two { $0.atan2($1) },
      "maximum": two { .maximum($0, $1) }, "minimum": two { .minimum($0, $1) },
      "div": called {
        switch $0.attributes.text("rounding") {
        case "floor": $0.x.floorQuotient(by: $0.y)
        case "trunc": $0.x.truncatedQuotient(by: $0.y)
        default: $0.x / $0.y
        }
      },
      "floor_divide": two { $0.floorQuotient(by: $1) }, "remainder": two { $0.remainder(by: $1) },
      "fmod": two { $0.truncatedRemainder(by: $1) },
      "eq": { [.truth($0.x .== $0.y)] }, "ne": { [.truth($0.x .!= $0.y)] }, "lt": { [.truth($0.x .< $0.y)] },
      "le": { [.truth($0.x .<= $0.y)] }, "gt": { [.truth($0.x .> $0.y)] }, "ge": { [.truth($0.x .>= $0.y)] },
      "where": { [.real(.where($0.inputs[0].truth, $0.inputs[1].real, $0.inputs[2].real))] },
      "comparison_times_x": called { call in
        let holds =
          switch call.attributes.text("comparison") {
          case "eq": call.x .== call.y
          case "ne": call.x .!= call.y
          case "lt": call.x .< call.y
          case "le": call.x .<= call.y
          case "gt": call.x .> call.y
          default: call.x .>= call.y
          }
        return Tensor<Scalar>(holds) * call.x
      },
    ]
  }
}

extension ReferenceOperations {
  static var reductions: Table {
    [
      "sum": called { $0.x.sum(alongAxes: $0.axes, keepingDimensions: $0.keeps) },
      "mean": called { $0.x.mean(alongAxes: $0.axes, keepingDimensions: $0.keeps) },
      "var": called {
        $0.x.variance(alongAxes: $0.axes, keepingDimensions: $0.keeps, correction: $0.number("correction") ?? 1)
      },
      "std": called {
        $0.x.standardDeviation(
          alongAxes: $0.axes, keepingDimensions: $0.keeps, correction: $0.number("correction") ?? 1)
      },
      "amax": called { $0.x.amax(alongAxes: $0.axes, keepingDimensions: $0.keeps) },
      "amin": called { $0.x.amin(alongAxes: $0.axes, keepingDimensions: $0.keeps) },
      "max_all": one { $0.max() }, "min_all": one { $0.min() }, "median_all": one { $0.median() },
      "logsumexp": called { $0.x.logSumExp(alongAxes: $0.axes, keepingDimensions: $0.keeps) },
      "norm": called {
        $0.x.norm($0.number("ord") ?? 2, alongAxes: $0.axes, keepingDimensions: $0.keeps)
      },
      "prod": called { $0.x.product(alongAxis: $0.attributes.integer("axis"), keepingDimension: $0.keeps) },
      "max": placed {
        (
          $0.x.max(alongAxis: $0.axis, keepingDimension: $0.keeps),
          $0.x.argmax(alongAxis: $0.axis, keepingDimension: $0.keeps)
        )
      },
      "min": placed {
        (
          $0.x.min(alongAxis: $0.axis, keepingDimension: $0.keeps),
          $0.x.argmin(alongAxis: $0.axis, keepingDimension: $0.keeps)
        )
      },
      "softmax": called { $0.x.softmax(alongAxis: $0.axis) },
      "log_softmax": called { $0.x.logSoftmax(alongAxis: $0.axis) },
      "cumsum": called { $0.x.cumulativeSum(alongAxis: $0.axis) },
      "cumprod": called { $0.x.cumulativeProduct(alongAxis: $0.axis) },
      "logcumsumexp": called { $0.x.cumulativeLogSumExp(alongAxis: $0.axis) },
      "cummax": placed { $0.x.cumulativeMax(alongAxis: $0.axis) },
      "cummin": placed { $0.x.cumulativeMin(alongAxis: $0.axis) },
    ]
  }
}

extension ReferenceOperations {
  static var order: Table {
    [
      "argsort": { [.whole($0.x.argsort(alongAxis: $0.axis, descending: $0.attributes.flag("descending")))] },
      "sort": placed { $0.x.sorted(alongAxis: $0.axis, descending: $0.attributes.flag("descending")) },
      "topk": placed {
        $0.x.top($0.attributes.integer("k") ?? 1, alongAxis: $0.axis, largest: $0.attributes.flag("largest"))
      },
      "kthvalue": placed {
        $0.x.element(ofRank: $0.attributes.integer("k") ?? 1, alongAxis: $0.axis, keepingDimension: $0.keeps)
      },
      "median": placed { $0.x.median(alongAxis: $0.axis, keepingDimension: $0.keeps) },
    ]
  }
}
