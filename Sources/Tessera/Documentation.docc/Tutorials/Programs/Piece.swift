import Tessera

let flowers = try VectorFileReader().read("iris.csv").points.inDoublePrecision
let points = Tensor(flowers)
let start = Tensor(flowers.selectingRows([0, 50, 100])) + 0.01

func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
  let distances = squaredDistances(from: points, to: centroids)
  return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
}

let counts = squaredDistances(from: points, to: start).argmin(alongAxis: 1).counts(minimumCount: 3)
let curvature = hessian(at: start, of: loss)  // [12, 12]
print("rows of each cluster", counts.elements)
print("the Hessian's diagonal", (0..<3).map { curvature[$0 * 4, $0 * 4] })

let sizes = Tensor<Double>(counts).expandingDimension(at: 1)
let newton = start - gradient(at: start, of: loss) / (sizes * 2)  // the slope through the curvature
var kmeans = KMeans(clusterCount: 3)
kmeans.initializer = .given(Matrix(start))
kmeans.maximumIterations = 1
let means = try kmeans.fitted(to: flowers).centroids
print("Newton's step and the means differ by less than 1e-12:", (newton - Tensor(means)).abs().max().item < 1e-12)

kmeans.maximumIterations = 300
let model = try kmeans.fitted(to: flowers)
let radius = model.region.radius ?? 0
print("a local minimum:", model.isLocalMinimum, "with radius", (radius * 1e4).rounded() / 1e4)
