import Autograd

let shapeOperations: [String: Implementation] = [
  "broadcast_to": called { $0.x.broadcast(to: $0.attributes.integers("newShape") ?? []) },
  "reshape": called { $0.x.reshaped(to: $0.attributes.integers("newShape") ?? []) },
  "transpose": called { $0.x.transposed(permutation: $0.attributes.integers("permutation") ?? []) },
  "flip": called { $0.x.flipped(alongAxes: $0.axes ?? []) },
  "cat": called { .concatenated($0.inputs.map(\.real), alongAxis: $0.axis) },
  "stack": called { .stacked($0.inputs.map(\.real), alongAxis: $0.axis) },
  "select": called { $0.x.selecting($0.attributes.integer("index") ?? 0, alongAxis: $0.axis) },
  "slice": called { call in
    let (starts, ends) = (call.attributes.optionalIntegers("starts"), call.attributes.optionalIntegers("ends"))
    let steps = call.attributes.optionalIntegers("steps")
    return call.x.shape.indices.reduce(call.x) { x, axis in
      let extent = x.shape[axis]
      func edge(_ place: Int?, _ otherwise: Int) -> Int {
        guard let place else { return otherwise }
        return min(max(place < 0 ? place + extent : place, 0), extent)
      }
      return x.slice(
        from: edge(starts[axis], 0), to: edge(ends[axis], extent), alongAxis: axis, step: steps[axis] ?? 1)
    }
  },
  "pad": called { call in
    let pads = call.attributes.integers("pads") ?? []
    let amounts = call.x.shape.indices.map { axis in
      let place = 2 * (call.x.rank - 1 - axis)
      return place < pads.count ? (before: pads[place], after: pads[place + 1]) : (before: 0, after: 0)
    }
    let padding: Tensor<Double>.Padding =
      switch call.attributes.text("mode") {
      case "reflect": .reflection
      case "replicate": .replication
      case "circular": .circulation
      default: .constant(call.attributes.number("value") ?? 0)
      }
    return call.x.padded(amounts, with: padding)
  },
]

let indexingOperations: [String: Implementation] = [
  "gather": called { $0.x.takingAlong($0.inputs[1].whole, axis: $0.axis) },
  "take_along_dim": called { call in
    let index = call.inputs[1].whole
    guard let axis = call.attributes.integer("axis") else {
      return call.x.reshaped(to: [-1]).takingAlong(Tensor(index.elements, shape: [index.count]), axis: 0)
    }
    // Both broadcast off the axis.
    let place = axis < 0 ? axis + call.x.rank : axis
    var shape = index.shape
    for other in shape.indices where other != place { shape[other] = max(shape[other], call.x.shape[other]) }
    let broadcast = Tensor<Double>(index).broadcast(to: shape)
    return call.x.takingAlong(Tensor(broadcast.elements.map { Int($0) }, shape: shape), axis: axis)
  },
  "index_select": called { $0.x.selecting($0.inputs[1].whole.elements, alongAxis: $0.axis) },
  "masked_select": called { $0.x.selecting(where: $0.inputs[1].truth) },
  "index_add": called {
    $0.x.addingSlices(
      $0.inputs[2].real * ($0.attributes.number("alpha") ?? 1), at: $0.inputs[1].whole.elements, alongAxis: $0.axis)
  },
  "scatter_add": called { $0.x.scatterAdding($0.inputs[2].real, at: $0.inputs[1].whole, alongAxis: $0.axis) },
  "scatter_reduce": called {
    $0.x.scatterReducing(
      $0.inputs[2].real, at: $0.inputs[1].whole, alongAxis: $0.axis,
      by: .init(rawValue: $0.attributes.text("reduce") ?? "") ?? .sum,
      includingSelf: $0.attributes.flag("includeSelf"))
  },
]

let discreteOperations: [String: Implementation] = [
  "argmax": {
    [.whole(place($0, $0.attributes.integer("axis").map { [x = $0.x] in x.argmax(alongAxis: $0) } ?? $0.x.argmax()))]
  },
  "argmin": {
    [.whole(place($0, $0.attributes.integer("axis").map { [x = $0.x] in x.argmin(alongAxis: $0) } ?? $0.x.argmin()))]
  },
  "bincount": { call in
    let minimum = call.attributes.integer("minlength") ?? 0
    guard call.inputs.count > 1 else { return [.whole(call.inputs[0].whole.counts(minimumCount: minimum))] }
    return [.real(call.inputs[0].whole.counts(weightedBy: call.y, minimumCount: minimum))]
  },
  "bucketize": { [.whole($0.y.insertionPoints(of: $0.x, right: $0.attributes.flag("right")))] },
  "searchsorted": { [.whole($0.x.insertionPoints(of: $0.y, right: $0.attributes.flag("right")))] },
  "nonzero": { [.whole($0.x.nonzeroIndices())] },
  "one_hot": { call in
    let index = call.inputs[0].whole
    let asked = call.attributes.integer("classes") ?? -1
    let hot: Tensor<Double> = index.oneHot(asked < 0 ? (index.elements.max() ?? -1) + 1 : asked)
    return [.whole(Tensor(hot.elements.map { Int($0) }, shape: hot.shape))]
  },
  "unique": { call in
    let (values, inverse, counts) =
      call.attributes.integer("axis").map { call.x.unique(alongAxis: $0) } ?? call.x.unique()
    return [.real(values), .whole(inverse), .whole(counts)]
  },
]

/// An index with the dimension that was asked for.
private func place(_ call: Call, _ index: Tensor<Int>) -> Tensor<Int> {
  guard call.keeps else { return index }
  guard let axis = call.attributes.integer("axis") else {
    return Tensor(index.elements, shape: call.x.shape.map { _ in 1 })
  }
  var kept = call.x.shape
  if !kept.isEmpty { kept[axis < 0 ? axis + kept.count : axis] = 1 }
  return Tensor(index.elements, shape: kept)
}
