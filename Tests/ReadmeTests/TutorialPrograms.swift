import Foundation
import Tessera
import Testing
import VectorFiles

// The programs of the tutorials, line by line: TutorialProgramTests compares them. The formatter would break their comments.
// swift-format-ignore
enum TutorialPrograms {
  typealias Printer = (Any...) -> Void

  static func frozen(_ print: Printer) throws {
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
  }

  static func piece(_ print: Printer) throws {
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
  }

  static func collapse(_ print: Printer) throws {
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
  }

  static func relaxed(_ print: Printer) throws {
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
  }

  static func audit(_ print: Printer) throws {
    let scores = Tensor([0.2, 1.1, 0.9], shape: [3])
    let costs = Tensor([3.0, 2, 1], shape: [3])
    let audit = gradientAudit(at: [scores]) { inputs in
      (costs * inputs[0].argmax(alongAxis: 0).oneHot(3)).sum()
    }
    print(audit)
  }

  static func codebook(_ print: Printer) throws {
    let data = try VectorFileReader().read("packages.npy").points
    let rows: Matrix<Float> = data.inDoublePrecision.converted()
    let quantizer = try ProductQuantizer.trained(on: rows, parts: 48, by: KMeans(clusterCount: 16))
    let codes = try quantizer.encode(rows)
    print(codes.bytesPerRow, "bytes per row in place of", 2 * rows.columns)

    let search = try CompressedSearch(quantizer, codes: codes)
    let found = try search.nearest(to: rows, count: 40)
    let best = try rows.reranked(found, of: rows, count: 10)
    let exact = try rows.exactNeighbours(of: rows, count: 10)
    print("recall", (Neighbours.recall(of: best, exact: exact) * 1000).rounded() / 1000)
  }

  static func balanced(_ print: Printer) throws {
    let digits = try VectorFileReader().read("digits.npy").points
    var kmeans = KMeans(clusterCount: 10)
    let free = try kmeans.fitted(to: digits)
    kmeans.sizes = .equal  // or .within(150...210), .atLeast(150), .atMost(210)
    let equal = try kmeans.fitted(to: digits)
    if let balance = equal.balance {
      print("sizes of", balance.minimum, "to", balance.maximum, balance.isOptimal ? "proved optimal" : "not proved")
    }
    print("what equal sizes cost:", ((equal.inertia / free.inertia - 1) * 1000).rounded() / 10, "% of the inertia")
  }
}

/// Reads what a reader of the tutorials has in the folder.
private struct VectorFileReader {
  func read(_ name: String) throws -> VectorData { try VectorFiles.VectorFileReader().read(Places.example(name)) }
}
