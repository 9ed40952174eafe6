import Foundation
import Tessera

// The examples of README.md, line by line: ReadmeTests compares them. The formatter would break their comments.
// swift-format-ignore
func trainedCentroids(on points: Matrix<Double>, from start: Tensor<Double>) throws -> Tensor<Double> {
  var centroids = start
  let batch = Tensor<Double>(points)                                   // [100, 200]
  for _ in 0..<4001 {
    let (_, gradient) = valueWithGradient(at: centroids) { centroids in
      let distances = squaredDistances(from: batch, to: centroids)     // [100, 20]
      let nearest = distances.argmin(alongAxis: 1)                     // Tensor<Int>: frozen by its type
      return distances.gathering(nearest, alongAxis: 1).sum()
    }
    centroids = centroids - gradient * 1e-5
  }
  return centroids
}

// swift-format-ignore
func fittedModel(from path: String, in folder: URL) throws -> Int {
  var iterations = 0
  func show(_ iteration: Int, _ inertia: Double?) { iterations += 1 }
  let (input, output) = (path, folder.appending(path: "model.safetensors").path)
  let data = try VectorFileReader().read(input)
  var kmeans = KMeans(clusterCount: 20)
  kmeans.solver = .lloyd                    // .newton(relaxation: 1.5), .gradientDescent(batchSize: 100, scalesByCount: true)
  kmeans.restarts = 10
  let model = try kmeans.fitted(to: data.points) { progress in show(progress.iteration, progress.inertia) }
  _ = model.labels                          // the nearest centroid of each row, ties to the lowest index
  _ = model.region.radius                   // how far every centroid may move before any label changes
  try ModelFile(model, from: kmeans).write(to: output)
  return iterations
}
