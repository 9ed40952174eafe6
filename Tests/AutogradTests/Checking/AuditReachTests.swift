import Autograd
import Testing

/// What counts as cut off: results that the value comes from, and no others.
@Suite struct AuditReachTests {
  private let x = Tensor([0.3, -1.2, 2, 0.7, 1.1, -0.4], shape: [2, 3])
  private let weights = Tensor([1.0, 2, 3], shape: [3])

  private func audit(_ function: (Tensor<Double>) -> Tensor<Double>) -> GradientAudit.Input {
    gradientAudit(at: [x]) { function($0[0]) }.inputs[0]
  }

  @Test func indicesOfEveryOrderAreCuts() {
    let routes: [(String, (Tensor<Double>) -> Tensor<Int>)] = [
      ("top", { $0.top(2, alongAxis: 1).indices }), ("sorted", { $0.sorted(alongAxis: 1).indices }),
      ("median", { $0.median(alongAxis: 1).indices }),
      ("element of rank", { $0.element(ofRank: 2, alongAxis: 1).indices }),
      ("cumulative extreme", { $0.cumulativeMax(alongAxis: 1).indices }),
      ("argsort", { $0.argsort(alongAxis: 1) }), ("argmax", { $0.argmax(alongAxis: 1) }),
    ]
    for (name, route) in routes {
      // By tensors: what the indices choose reaches the loss.
      let chosen = audit {
        weights.gathering(Tensor(route($0).elements.prefix(1).map { $0 }, shape: [1]), alongAxis: 0).sum()
      }
      #expect(chosen.isCutOff && chosen.cuts.map(\.operation) == [name])
      let soft = audit { $0.square().sum() + Tensor<Double>(route($0)).sum() }
      #expect(soft.arrives && soft.cuts.map(\.operation) == [name])
      #expect(soft.cuts[0].place?.hasPrefix("AuditReachTests.swift:") == true)
      // In a log.
      let logged = audit {
        _ = Tensor<Double>(route($0)).mean().item
        return $0.square().sum()
      }
      #expect(logged.arrives && logged.cuts.isEmpty, "\(name)")
    }
    let values = audit { $0.top(2, alongAxis: 1).values.sum() + $0.cumulativeMax(alongAxis: 1).values.sum() }
    #expect(values.arrives && values.cuts.isEmpty)
  }

  @Test func oneHotsAndCountsAreCuts() {
    let hot = audit { ($0.oneHotArgmax(alongAxis: 1) * weights).sum() }
    #expect(hot.isCutOff && hot.cuts.map(\.operation) == ["oneHotArgmax"])
    let count = audit { $0.norm(0) }
    #expect(count.isCutOff && count.cuts.map(\.operation) == ["norm(0)"])
    let distances = audit { Autograd.distances(from: $0, to: x + 1, order: 0).sum() }
    #expect(distances.isCutOff && distances.cuts.map(\.operation) == ["norm(0)"])
  }

  /// Gumbel-max: the sample is an index, and the reward does not know the logits.
  @Test func aSampleByArgmaxIsExplained() {
    let noise = Tensor([0.1, 0.9, -0.3, 0.2, 0.4, 0.6], shape: [2, 3])
    let sample = audit { logits in
      let chosen = (logits + noise).argmax(alongAxis: 1).elements
      return weights.selecting(chosen, alongAxis: 0).sum()
    }
    #expect(sample.isCutOff && sample.cuts.map(\.operation) == ["argmax"])
  }

  @Test func anAccuracyInALogIsNoCut() {
    let labels = Tensor([2, 0], shape: [2])
    let input = audit { logits in
      let accuracy = Tensor<Double>(logits.argmax(alongAxis: 1) .== labels).mean()
      _ = accuracy.item
      return logits.crossEntropy(to: labels)
    }
    #expect(input.arrives && input.cuts.isEmpty)
  }

  @Test func numbersThatWereReadOutAreCuts() {
    let item = audit { Tensor($0.square().sum().item) * 2 }
    #expect(item.isCutOff && item.cuts.map(\.operation) == ["item or elements"])
    let elements = audit { Tensor($0.elements.map { $0 * 2 }, shape: [2, 3]).sum() }
    #expect(elements.isCutOff && elements.cuts.map(\.operation) == ["item or elements"])
    let branch = audit { $0.sum().item > 0 ? Tensor(1) : Tensor(0) }
    #expect(branch.isCutOff && branch.cuts.map(\.operation) == ["item or elements"])
    let part = audit { x in
      let scale = x.norm().item
      return (x / scale).square().sum() + x.sum()
    }
    #expect(part.arrives && part.cuts.map(\.operation) == ["item or elements"])
    let logged = audit {
      _ = $0.sum().item
      return $0.square().sum()
    }
    #expect(logged.arrives && logged.cuts.isEmpty)
    let unused = audit { _ in weights.sum() }
    #expect(unused.isUnused)
    // At rest, and nothing is lost.
    let rest = gradientAudit(at: [Tensor<Double>.zeros([3])]) { $0[0].square().sum() }
    #expect(rest.description == "input 0: the whole gradient arrives")
  }

  @Test func straightThroughsArrive() {
    let line = #line + 1
    let round = gradientAudit(at: [x]) { x in x[0].straightThrough(to: x[0].rounded()).square().sum() }
    #expect(
      round.description == "input 0: the gradient arrives by straightThrough at AuditReachTests.swift:\(line)")
    let relaxed = gradientAudit(at: [x]) {
      ($0[0].argmaxWeights(by: .straightThrough(.softmax(temperature: 1)), alongAxis: 1) * weights).sum()
    }
    #expect(relaxed.description == "input 0: the gradient arrives by straightThrough")
    let byHand: [(Tensor<Double>) -> Tensor<Double>] = [
      { $0 + ($0.rounded() - $0).stoppingGradient() },
      { ($0.rounded() - $0).stoppingGradient() + $0 },
      { $0.rounded() - $0.stoppingGradient() + $0 },
      { $0.rounded() + ($0 - $0.stoppingGradient()) },
    ]
    for (place, function) in byHand.enumerated() {
      let audit = gradientAudit(at: [x]) { function($0[0]).square().sum() }
      #expect(audit.description == "input 0: the gradient arrives by straightThrough", "\(place)")
    }
    // Without the stop the gradient of the rounding is all that is left.
    let wrong = audit { ($0 + ($0.rounded() - $0)).square().sum() }
    #expect(wrong.cuts.map(\.operation) == ["round"])
  }

  @Test func structuresAreAudited() {
    let line = TransformationTests.Line(slope: Tensor(2), offset: Tensor(1))
    let audit = gradientAudit(at: line) { $0.slope.square() + $0.offset.rounded() }
    #expect(audit.inputs.map(\.arrives) == [true, false])
    #expect(audit.inputs[1].cuts.map(\.operation) == ["round"])
  }

  @Test func waysPastAreNamed() {
    let order = gradientAudit(at: [x]) { Tensor<Double>($0[0].argsort(alongAxis: 1)).sum() }
    #expect(order.description.contains("a way past it: softPermutation"))
    let points = gradientAudit(at: [weights]) { Tensor<Double>(weights.insertionPoints(of: $0[0])).sum() }
    #expect(points.description.contains("a way past it: the sum of sigmoid"))
  }

  /// What an audit knows of frozen results changes no gradient that is taken inside.
  @Test func gradientsInsideAnAuditAreRight() {
    var slopes: [[Double]] = []
    let audit = gradientAudit(at: [x]) { inputs in
      let slope = gradient(at: inputs[0]) { y in
        let hard = y.argmax(alongAxis: 1)
        return y.gathering(hard, alongAxis: 1).square().sum() + Tensor<Double>(hard).sum() * y.sum()
          + Tensor.where(y .> 0.5, y, y * 3).sum()
      }
      slopes.append(slope.elements)
      return (slope * inputs[0]).sum()
    }
    // 2 and 1 are the largest: twice themselves; argmax 2 + 1; slopes 3 and 1 of both parts.
    #expect(slopes[0] == [6, 6, 8, 4, 6.2, 6])
    #expect(audit.inputs[0].arrives)
  }
}
