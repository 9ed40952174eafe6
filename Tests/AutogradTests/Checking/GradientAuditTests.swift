import Testing

@testable import Autograd

/// Where gradients stop, by name.
@Suite struct GradientAuditTests {
  private let points = sample([6, 2])
  private let centroids = sample([3, 2], seed: 7)

  @Test func argminCutsOffEverythingThatGoesThroughItAlone() {
    let line = #line + 2
    let audit = gradientAudit(at: [points, centroids]) { inputs in
      Tensor<Double>(squaredDistances(from: inputs[0], to: inputs[1]).argmin(alongAxis: 1)).sum()
    }
    for input in audit.inputs {
      #expect(input.isCutOff)
      #expect(input.cuts == [.init(operation: "argmin", shape: [6, 3], place: "GradientAuditTests.swift:\(line)")])
    }
    #expect(
      audit.description.hasPrefix(
        """
        input 0: no gradient: argmin at GradientAuditTests.swift:\(line) cut off a tensor of shape [6, 3]; \
        a way past it: argmaxWeights(by: .softmax(temperature: 1))
        """
      )
    )
  }

  @Test func theFrozenLossLetsAPartArrive() {
    let audit = gradientAudit(at: [centroids]) { inputs in
      let distances = squaredDistances(from: points, to: inputs[0])
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }
    #expect(audit.inputs[0].arrives && !audit.inputs[0].isCutOff)
    #expect(audit.inputs[0].cuts.map(\.operation) == ["argmin"])
    #expect(audit.description.contains("a part of the gradient arrives"))
  }

  @Test func smoothFunctionsLoseNothing() {
    let audit = gradientAudit(at: [points]) { $0[0].logSumExp(alongAxes: [1]).square().sum() }
    #expect(audit.inputs[0].cuts.isEmpty)
    #expect(audit.description == "input 0: the whole gradient arrives")
    // Kinks and ties are the engine's business.
    let kinks = gradientAudit(at: [points]) { x in
      x[0].abs().max(alongAxis: 1).sum() + x[0].norm(alongAxes: [1]).sum() + x[0].relu().amax(alongAxes: [0]).sum()
        + x[0].sorted(alongAxis: 0).values.median() + Tensor.maximum(x[0], .zeros([])).sum()
    }
    #expect(kinks.description == "input 0: the whole gradient arrives")
  }

  @Test func stepFunctionsAndStoppedGradientsAreNamed() {
    let audit = gradientAudit(at: [points, centroids, sample([2])]) { inputs in
      inputs[0].rounded().sum() + inputs[1].stoppingGradient().square().sum()
    }
    #expect(audit.inputs[0].isCutOff && audit.inputs[0].cuts.map(\.operation) == ["round"])
    #expect(audit.inputs[1].isCutOff && audit.inputs[1].cuts.map(\.operation) == ["stoppingGradient"])
    #expect(audit.inputs[2].isUnused)
    #expect(audit.description.hasSuffix("input 2: not used"))
  }

  @Test func labelsSayWhere() {
    let line = #line + 2
    let audit = gradientAudit(at: [points]) { inputs in
      let nearest = labelled("assignment") { squaredDistances(from: inputs[0], to: centroids).argmin(alongAxis: 1) }
      return Tensor<Double>(nearest).sum()
    }
    #expect(audit.inputs[0].cuts.map(\.label) == ["assignment"])
    #expect(
      audit.description.contains(
        ": argmin in “assignment” at GradientAuditTests.swift:\(line) cut off a tensor of shape [6, 3]"))
  }

  @Test func whatFollowsACutIsNotBlamed() {
    let audit = gradientAudit(at: [points]) { inputs in
      // The second comparison sees only what the first has frozen.
      Tensor<Double>(Tensor<Double>(inputs[0] .> 0) .> 0.5).sum()
    }
    #expect(audit.inputs[0].cuts.map(\.operation) == ["comparison"] && audit.inputs[0].cuts[0].shape == [6, 2])
  }

  /// Everything discrete that is called by name says where; operators do in debug builds.
  @Test func callsAreNamedByFileAndLine() {
    let x = Tensor([0.3, -1.2, 2, 0.7], shape: [4])
    let line = #line + 3
    let audit = gradientAudit(at: [x]) { inputs in
      let x = inputs[0]
      return Tensor<Double>(x.argmax())
        + Tensor<Double>(x.argsort(alongAxis: 0)).sum()
        + x.floor().sum() + x.ceil().sum()
        + x.stoppingGradient().sum()
        + x.floorQuotient(by: Tensor(2)).sum()
        + Tensor<Double>(x.nonzeroIndices()).sum()
        + Tensor<Double>(x .> 1).sum()
    }
    let places = (0..<7).map { "GradientAuditTests.swift:\(line + $0)" }
    #expect(
      audit.inputs[0].cuts.map(\.place).prefix(7) == [
        places[0], places[1], places[2], places[2], places[3], places[4], places[5],
      ])
    #if DEBUG && os(Linux)
      #expect(audit.inputs[0].cuts.last?.place == places[6])
    #endif
    #expect(audit.description.contains("floor at \(places[2]) cut off a tensor of shape [4]"))
    #expect(
      audit.description.hasSuffix(" cut off a tensor of shape [4]; a way past it: sigmoid((x - y) / temperature)"))
  }
}
