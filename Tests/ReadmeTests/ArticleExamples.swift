import Tessera
import Testing

// The examples of the article, line by line: DocumentationTests compares them. The formatter would break their comments.
// swift-format-ignore
@Suite struct ArticleExamples {
  @Test func howAGradientPassesAnArgmax() throws {
    let numbers = Tensor([0.31, -0.87, 0.52, -1.14, 0.08, 0.66, 1.73, -0.29, 0.94, -0.45], shape: [10])
    let best = numbers.argmax()                                          // 6, a Tensor<Int>: frozen by its type
    let nothing = gradient(at: numbers) { Tensor<Double>($0.argmax()) }  // ten zeros
    let picked = gradient(at: numbers) { $0.max(alongAxis: 0) }          // 1 at index 6, else 0: the value moves, the index does not
    #expect(best.item == 6 && nothing == .zeros([10]))
    #expect(picked.elements == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0])

    let points = Tensor([0.0, 0, 0, 1, 4, 4, 4, 5], shape: [4, 2])
    let start = Tensor([0.0, 0, 3, 3], shape: [2, 2])

    func loss(_ centroids: Tensor<Double>) -> Tensor<Double> {
      let distances = squaredDistances(from: points, to: centroids)      // [4, 2]
      let nearest = distances.argmin(alongAxis: 1)                       // 0, 0, 1, 1
      return distances.gathering(nearest, alongAxis: 1).sum()
    }

    let (value, slopes) = valueWithGradient(at: start, of: loss)         // 8, [0, -2; -4, -6]
    #expect(value.item == 8 && slopes.elements == [0, -2, -4, -6])

    let curvature = hessian(at: start, of: loss)                         // diag(4, 4, 4, 4): 2 n with n = 2 in each cluster
    #expect(curvature.elements == (0..<16).map { $0 % 5 == 0 ? 4 : 0 })

    var centroids = start
    for _ in 0..<200 {
      centroids = centroids - gradient(at: centroids, of: loss) * 0.1
    }                                                                    // (0, 0.5) and (4, 4.5): the means
    let means = Tensor([0, 0.5, 4, 4.5], shape: [2, 2])
    #expect((centroids - means).abs().max().item < 1e-12)

    let inside = GradientCheck().run(at: start, of: loss)                // passes
    let tied = Tensor([0.0, 1, 0, 1], shape: [2, 2])                     // both centroids in one place: every point is tied
    let border = GradientCheck().run(at: tied, of: loss)                 // kinks: crossed a boundary of argmin
    #expect(inside.passes, "\(inside)")
    #expect(!border.passes && border.kinks.allSatisfy { $0.operation == "argmin" } && border.kinks.count == 4)

    var kmeans = KMeans(clusterCount: 2)
    kmeans.initializer = .given(Matrix(start))
    let model = try kmeans.fitted(to: Matrix(points))
    let radius = model.region.radius                                     // 2.4: how far each centroid may move
    let isMinimum = model.isLocalMinimum                                 // true
    #expect(isMinimum && ((radius ?? 0) - 2.4).magnitude < 0.05)

    let result = PiecewiseMinimizer().minimize(from: start, of: loss)    // the means again, after one step
    #expect((result.point - means).abs().max().item < 1e-12)

    var minimizer = PiecewiseMinimizer()
    minimizer.method = .descent(learningRate: 0.01)
    minimizer.maximumSteps = 1000
    let medians = minimizer.minimize(from: start) { centroids in
      let distances = distances(from: points, to: centroids, order: 1)
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }                                                                    // a loss of 2, all but 0.05
    #expect(medians.loss >= 2 && medians.loss < 2.05)

    let counts = squaredDistances(from: points, to: start).argmin(alongAxis: 1).counts(minimumCount: 2)
    let sizes = Tensor<Double>(counts).clamped(from: 1).expandingDimension(at: 1)
    let step = start - slopes / sizes * 0.5                              // exactly the means: 0.5 is Newton's rate
    #expect((step - means).abs().max().item < 1e-12)

    let scores = Tensor([0.2, 1.1, 0.9], shape: [3])
    let costs = Tensor([3.0, 2, 1], shape: [3])
    let audit = gradientAudit(at: [scores]) { inputs in
      (costs * inputs[0].argmax(alongAxis: 0).oneHot(3)).sum()
    }
    // input 0: no gradient: argmax at Script.swift:4 cut off a tensor of shape [3]; a way past it: argmaxWeights(by: ...)
    #expect(audit.inputs[0].isCutOff)
    let line = #line - 4
    #expect(
      audit.description.hasPrefix(
        "input 0: no gradient: argmax at ArticleExamples.swift:\(line) cut off a tensor of shape [3]; a way past it: argmaxWeights(by:"))

    let (cost, direction) = valueWithGradient(at: scores) { scores in
      (costs * scores.argmaxWeights(by: .straightThrough(.softmax()), alongAxis: 0)).sum()
    }                                                                    // 2: the cost of index 1; downhill lies index 2
    #expect(cost.item == 2)
    #expect(direction[2] < 0 && direction[0] > 0)
  }

  @Test func theFrontPage() {
    let (batch, centroids) = (Tensor([0.0, 0, 3, 4], shape: [2, 2]), Tensor([0.0, 1, 3, 3], shape: [2, 2]))
    let (loss, gradient) = valueWithGradient(at: centroids) { centroids in
      let distances = squaredDistances(from: batch, to: centroids)   // [100, 20]
      let nearest = distances.argmin(alongAxis: 1)                   // Tensor<Int>: frozen by its type
      return distances.gathering(nearest, alongAxis: 1).sum()
    }
    #expect(loss.item == 2 && gradient.elements == [0, 2, 0, -2])
  }
}
