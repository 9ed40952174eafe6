import Tessera

let scores = Tensor([0.2, 1.1, 0.9], shape: [3])
let costs = Tensor([3.0, 2, 1], shape: [3])

func cost(_ scores: Tensor<Double>, by relaxation: some ArgmaxRelaxation) -> Tensor<Double> {
  (costs * scores.argmaxWeights(by: relaxation, alongAxis: 0)).sum()
}

func show(_ name: String, _ relaxation: some ArgmaxRelaxation) {
  let (value, slopes) = valueWithGradient(at: scores) { cost($0, by: relaxation) }
  print(name, (value.item * 100).rounded() / 100, slopes.elements.map { ($0 * 100).rounded() / 100 })
}

show("softmax at 1", .softmax(temperature: 1))
show("softmax at 0.1", .softmax(temperature: 0.1))
show("straight-through", .straightThrough(.softmax(temperature: 1)))
