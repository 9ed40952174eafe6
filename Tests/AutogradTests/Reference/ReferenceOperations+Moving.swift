import Autograd

extension ReferenceOperations {
  static var shape: Table {
    [
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
          x.slice(from: starts[axis], to: ends[axis], alongAxis: axis, step: steps[axis] ?? 1)
        }
      },
      "pad": called { call in
        let pads = call.attributes.integers("pads") ?? []
        let amounts = call.x.shape.indices.map { axis in
          let place = 2 * (call.x.rank - 1 - axis)
          return place < pads.count ? (before: pads[place], after: pads[place + 1]) : (before: 0, after: 0)
        }
        let padding: Tensor<Scalar>.Padding =
          switch call.attributes.text("mode") {
          case "reflect": .reflection
          case "replicate": .replication
          case "circular": .circulation
          default: .constant(call.number("value") ?? 0)
          }
        return call.x.padded(amounts, with: padding)
      },
    ]
  }
}

extension ReferenceOperations {
  static var indexing: Table {
    [
      "gather": called { $0.x.gathering($0.inputs[1].whole, alongAxis: $0.axis) },
      "take_along_dim": called { $0.x.takingAlong($0.inputs[1].whole, axis: $0.attributes.integer("axis")) },
      "index_select": called { $0.x.selecting($0.inputs[1].row, alongAxis: $0.axis) },
      "masked_select": called { $0.x.selecting(where: $0.inputs[1].truth) },
      "index_add": called {
        $0.x.addingSlices(
          $0.inputs[2].real * ($0.number("alpha") ?? 1), at: $0.inputs[1].row, alongAxis: $0.axis)
      },
      "scatter_add": called { $0.x.scatterAdding($0.inputs[2].real, at: $0.inputs[1].whole, alongAxis: $0.axis) },
      "scatter_reduce": called {
        $0.x.scatterReducing(
          $0.inputs[2].real, at: $0.inputs[1].whole, alongAxis: $0.axis,
          by: .init(rawValue: $0.attributes.text("reduce") ?? "") ?? .sum,
          includingSelf: $0.attributes.flag("includeSelf"))
      },
    ]
  }
}

extension ReferenceOperations {
  static var discrete: Table {
    [
      "argmax": { [.whole(place($0, { $0.argmax() }, { $0.argmax(alongAxis: $1, keepingDimension: $2) }))] },
      "argmin": { [.whole(place($0, { $0.argmin() }, { $0.argmin(alongAxis: $1, keepingDimension: $2) }))] },
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
        precondition(asked >= 0 || index.count > 0, "no class to count up to")
        let hot: Tensor<Scalar> = index.oneHot(asked < 0 ? (index.elements.max() ?? -1) + 1 : asked)
        return [.whole(Tensor(hot.elements.map { Int($0) }, shape: hot.shape))]
      },
      "unique": { call in
        if case .whole(let x) = call.inputs[0] {
          let (places, inverse, counts) = x.uniqueElements()
          return [
            .whole(Tensor(places.map { x.elements[$0] }, shape: [places.count])), .whole(inverse), .whole(counts),
          ]
        }
        let (values, inverse, counts) =
          call.attributes.integer("axis").map { call.x.unique(alongAxis: $0) } ?? call.x.unique()
        return [.real(values), .whole(inverse), .whole(counts)]
      },
    ]
  }
}

extension ReferenceOperations {
  /// An index along the axis, or among all.
  private static func place(
    _ call: Call<Scalar>, _ all: (Tensor<Scalar>) -> Tensor<Int>, _ along: (Tensor<Scalar>, Int, Bool) -> Tensor<Int>
  ) -> Tensor<Int> {
    guard let axis = call.attributes.integer("axis") else {
      let index = all(call.x)
      return call.keeps ? Tensor(index.elements, shape: call.x.shape.map { _ in 1 }) : index
    }
    return along(call.x, axis, call.keeps)
  }
}
