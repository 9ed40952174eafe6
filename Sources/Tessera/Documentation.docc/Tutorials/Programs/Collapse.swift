import Tessera

let points = Tensor<Double>.uniform([200, 50], seed: 1)  // no clusters in them at all
let start = Tensor<Double>.uniform([10, 50], seed: 2)

func nearest(_ centroids: Tensor<Double>) -> Tensor<Int> {
  squaredDistances(from: points, to: centroids).argmin(alongAxis: 1)
}

func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
  let distances = squaredDistances(from: points, to: centroids)
  return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
}

print("at the start", nearest(start).counts(minimumCount: 10).elements)
var plain = start
for _ in 0..<200 {
  plain = plain - gradient(at: plain, of: loss) * 0.0005  // large clusters move most
}
print("plain descent", nearest(plain).counts(minimumCount: 10).elements, "loss", Int(loss(plain).item))
var scaled = start
for _ in 0..<200 {
  let counts = nearest(scaled).counts(minimumCount: 10)
  let sizes = Tensor<Double>(counts).clamped(from: 1).expandingDimension(at: 1)
  scaled = scaled - gradient(at: scaled, of: loss) / sizes * 0.1  // each moves towards its own mean
}
print("scaled by count", nearest(scaled).counts(minimumCount: 10).elements, "loss", Int(loss(scaled).item))
