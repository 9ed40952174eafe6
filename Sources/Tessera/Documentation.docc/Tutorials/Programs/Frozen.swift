import Tessera

let flowers = try VectorFileReader().read("iris.csv").points.inDoublePrecision
let points = Tensor(flowers)  // [150, 4]
// [3, 4]; a little off the grid of tenths, on which points are tied.
let start = Tensor(flowers.selectingRows([0, 50, 100])) + 0.01

func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
  let distances = squaredDistances(from: points, to: centroids)  // [150, 3]
  let nearest = distances.argmin(alongAxis: 1)  // Tensor<Int>: whole numbers have no gradient
  return distances.gathering(nearest, alongAxis: 1).sum()  // what was picked has one
}

let (value, slopes) = valueWithGradient(at: start, of: loss)
print("loss", (value.item * 100).rounded() / 100)
print("slopes of the first centroid", slopes.elements.prefix(4).map { ($0 * 100).rounded() / 100 })
print("the gradient check", GradientCheck().run(at: start, of: loss).passes ? "passes" : "fails")
