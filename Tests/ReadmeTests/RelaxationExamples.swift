import LAPACKLibrary
import Tessera
import Testing

/// Whether all elements are near the expected ones.
private func isNear(_ tensor: Tensor<Double>, _ expected: [Double], _ tolerance: Double) -> Bool {
  tensor.count == expected.count && zip(tensor.elements, expected).allSatisfy { ($0 - $1).magnitude <= tolerance }
}

// The examples of the pages, line by line: DocumentationTests compares them. The formatter would break their comments.
// swift-format-ignore
@Suite struct RelaxationExamples {
  @Test func theShapeOfCall() {
    let scores = Tensor([0.0, 1, 2, 0], shape: [2, 2])
    let weights = scores.argmaxWeights(by: .softmax(temperature: 0.1), alongAxis: 1)
    #expect(weights.argmax(alongAxis: 1).elements == [1, 0])
  }

  @Test func softmaxWithATemperature() {
    let logits = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let warm = logits.argmaxWeights(by: .softmax(temperature: 1), alongAxis: 0)      // 0.18, 0.45, 0.37, 0.01
    let cold = logits.argmaxWeights(by: .softmax(temperature: 0.02), alongAxis: 0)   // 0.00, 1.00, 0.00, 0.00
    #expect(isNear(warm, [0.18, 0.45, 0.37, 0.01], 0.006))
    #expect(isNear(cold, [0, 1, 0, 0], 0.005))
  }

  @Test func sparsemax() {
    let evidence = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let shares = evidence.argmaxWeights(by: .sparsemax, alongAxis: 0)                // 0, 0.6, 0.4, 0
    let slopes = gradient(at: evidence) { scores in
      (scores.argmaxWeights(by: .sparsemax, alongAxis: 0) * Tensor([1, 2, 3, 4], shape: [4])).sum()
    }                                                                                // 0, -0.5, 0.5, 0
    #expect(isNear(shares, [0, 0.6, 0.4, 0], 1e-15))
    #expect(isNear(slopes, [0, -0.5, 0.5, 0], 1e-15))
  }

  @Test func entmax() {
    let relevance = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let attention = relevance.argmaxWeights(by: .entmax15, alongAxis: 0)             // 0.08, 0.53, 0.39, 0
    #expect(isNear(attention, [0.08, 0.53, 0.39, 0], 0.006) && attention[3] == 0)
  }

  @Test func straightThrough() {
    let scores = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let costs = Tensor([1.0, -0.5, 0.3, 2], shape: [4])
    let (cost, slopes) = valueWithGradient(at: scores) { scores in
      let choice = scores.argmaxWeights(by: .straightThrough(.softmax(temperature: 0.7)), alongAxis: 0)
      return (choice * costs).sum()                                // -0.5: the cost of index 1 alone
    }
    #expect(cost.item == -0.5)
    let soft = gradient(at: scores) { ($0.argmaxWeights(by: .softmax(temperature: 0.7), alongAxis: 0) * costs).sum() }
    #expect(slopes == soft)
  }

  @Test func gumbelSoftmax() {
    var generator = SeededGenerator(seed: 1)
    let noise = GumbelSoftmax.noise(count: 4, using: &generator)
    let preferences = Tensor([0.4, -0.3, 1, 0.1], shape: [4])
    let soft = preferences.argmaxWeights(by: .gumbelSoftmax(temperature: 0.5, noise: noise), alongAxis: 0)
    let hard = preferences.argmaxWeights(by: .straightThrough(.gumbelSoftmax(temperature: 0.5, noise: noise)), alongAxis: 0)
    #expect(isNear(soft.sum(), [1], 1e-15) && soft.argmax() == hard.argmax())
    #expect(hard.elements.sorted() == [0, 0, 0, 1])
  }

  @Test func perturbed() {
    var generator = SeededGenerator(seed: 2)
    let draws = GumbelSoftmax.noise(count: 1000 * 3, using: &generator)              // 1000 samples for 3 scores
    let utilities = Tensor([0.3, -0.4, 0.9], shape: [3])
    let (mean, slopes) = valueWithGradient(at: utilities) { scores in
      (scores.argmaxWeights(by: .perturbed(noise: draws), alongAxis: 0) * Tensor([1, -2, 0.5], shape: [3])).sum()
    }
    let exact = valueWithGradient(at: utilities) { ($0.softmax(alongAxis: 0) * Tensor([1, -2, 0.5], shape: [3])).sum() }
    // 1000 samples: a standard error of about 0.05 each.
    #expect(isNear(mean, exact.value.elements, 0.2) && isNear(slopes, exact.gradient.elements, 0.2))
  }

  @Test func blackbox() {
    let ratings = Tensor([0.2, 1.1, 0.9, -3], shape: [4])
    let wanted = Tensor([0.0, 0, 1, 0], shape: [4])
    let slopes = gradient(at: ratings) { scores in
      -(scores.argmaxWeights(by: .blackbox(lambda: 2), alongAxis: 0) * wanted).sum()
    }                                                              // 0, 0.5, -0.5, 0: index 1 down, index 2 up
    #expect(slopes.elements == [0, 0.5, -0.5, 0])
  }

  @Test func implicitMLE() {
    var generator = SeededGenerator(seed: 3)
    let perturbation = GumbelSoftmax.noise(count: 3, using: &generator)
    let beliefs = Tensor([0.3, -0.4, 0.9], shape: [3])
    let (cost, slopes) = valueWithGradient(at: beliefs) { scores in
      let choice = scores.argmaxWeights(by: .implicitMLE(lambda: 5, noise: perturbation), alongAxis: 0)
      return (choice * Tensor([1, -2, 0.5], shape: [3])).sum()
    }
    #expect([1, -2, 0.5].contains(cost.item))
    #expect(slopes.elements.allSatisfy { $0 == 0 || $0.magnitude == 0.2 } && slopes.sum().item == 0)
  }

  @Test func scoreFunction() {
    var generator = SeededGenerator(seed: 4)
    let logits = Tensor([0.3, -0.4, 0.9], shape: [3])
    let draws = Tensor(GumbelSoftmax.noise(count: 500 * 3, using: &generator), shape: [500, 3])
    let choices = (logits + draws).argmax(alongAxis: 1)                              // 500 draws from softmax(logits)
    let losses = Tensor([1.0, -2, 0.5], shape: [3]).selectingRows(choices.elements)
    let slopes = gradient(at: logits) { logits in
      let logProbability = logits.logSoftmax(alongAxis: 0).selectingRows(choices.elements)
      return scoreFunctionLoss(losses, logProbability: logProbability, baseline: losses.mean().item).mean()
    }
    let exact = gradient(at: logits) { ($0.softmax(alongAxis: 0) * Tensor([1, -2, 0.5], shape: [3])).sum() }
    // 500 draws: a standard error of about 0.03 each.
    #expect(isNear(slopes, exact.elements, 0.15))
  }

  @Test func softSort() {
    let times = Tensor([0.3, 2, -1, 1.2], shape: [4])
    let ordered = times.softSorted(temperature: 0.01)                                // 2, 1.2, 0.3, -1
    let ranks = times.softRanks(temperature: 0.01)                                   // 2, 0, 3, 1
    let top = times.softTop(2, temperature: 0.01)                                    // 0, 1, 0, 1
    #expect(isNear(ordered, [2, 1.2, 0.3, -1], 1e-12) && isNear(ranks, [2, 0, 3, 1], 1e-12))
    #expect(isNear(top, [0, 1, 0, 1], 1e-12))
  }

  @Test func isotonicSort() {
    let speeds = Tensor([0.0, 3, 1, 2.5], shape: [4])
    let places = speeds.isotonicRanks(alongAxis: 0)                                  // 3, 0.25, 2, 0.75: 3 and 2.5 are close
    let values = speeds.isotonicSorted(alongAxis: 0, regularization: 0.5)            // 3, 2.5, 1, 0: no gap exceeds 2
    let leaders = speeds.isotonicTop(2, alongAxis: 0, regularization: 2)             // 0, 1, 0.125, 0.875
    let slopes = gradient(at: speeds) { $0.isotonicRanks(alongAxis: 0).square().sum() }
    #expect(places.elements == [3, 0.25, 2, 0.75] && values.elements == [3, 2.5, 1, 0])
    #expect(leaders.elements == [0, 1, 0.125, 0.875])
    // 2 r (the Jacobian): 2 (0.75 - 0.25) / 2 to each side.
    #expect(slopes.elements == [0, 0.5, 0, -0.5])
  }

  @Test func sinkhorn() {
    let affinities = Tensor([2.0, 1, 0, 1.9, 0.2, 0, 0, 0.1, 1], shape: [3, 3])
    let soft = affinities.sinkhorn(temperature: 1)
    let matching = affinities.sinkhorn(temperature: 0.05, iterations: 200)           // rows 0, 1, 2 to columns 1, 0, 2
    #expect(isNear(soft.sum(alongAxis: 1), [1, 1, 1], 1e-12) && isNear(soft.sum(alongAxis: 0), [1, 1, 1], 1e-9))
    #expect(isNear(matching, [0, 1, 0, 1, 0, 0, 0, 0, 1], 0.01))
  }

  @Test func linearAlgebra() throws {
    let covariance: Tensor<Double> = [[2, 1], [1, 2]]
    let x = try covariance.solve([3, 3])                                             // 1, 1
    let (values, vectors) = try covariance.symmetricEigen()                          // 1, 3: ascending; vectors as columns
    let (u, singular, v) = try covariance.singularValueDecomposition()               // 3, 1: descending
    let slopes = try gradient(at: covariance) { try $0.determinant() }               // [2, -1; -1, 2]: the cofactors
    #expect(isNear(x, [1, 1], 1e-15) && isNear(values, [1, 3], 1e-15) && isNear(singular, [3, 1], 1e-15))
    let lapack = try LinearAlgebraLibrary.system()
    let (lengths, axes) = try withLinearAlgebra(by: lapack) { try covariance.symmetricEigen() }
    #expect(isNear(lengths, [1, 3], 1e-15) && axes.shape == [2, 2])
    #expect(isNear(slopes, [2, -1, -1, 2], 1e-14))
    #expect(vectors.shape == [2, 2] && u.shape == [2, 2] && v.shape == [2, 2])
  }
}
