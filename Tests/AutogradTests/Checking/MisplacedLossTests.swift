import Autograd
import Testing

/// Losses computed behind a straight-through, which move nothing or the wrong way.
@Suite struct MisplacedLossTests {
  private let vectors = Tensor([0.1, 1, 2, 0, 0.2, 3], shape: [3, 2])
  private let book = Tensor([0.0, 2, 3, 0], shape: [2, 2])

  /// Vectors and codebook are the inputs; `loss` gets vectors, their codes, and the codes straight through.
  private func audit(
    _ loss: @escaping (_ x: Tensor<Double>, _ q: Tensor<Double>, _ passed: Tensor<Double>) -> Tensor<Double>
  ) -> GradientAudit {
    gradientAudit(at: [vectors, book]) { inputs in
      let codes = inputs[1].selectingRows([0, 1, 0])
      let passed = inputs[0].straightThrough(to: codes)
      return (passed * 2).squaredError(from: .ones([3, 2])) + loss(inputs[0], codes, passed)
    }
  }

  private func mistakes(
    _ loss: @escaping (_ x: Tensor<Double>, _ q: Tensor<Double>, _ passed: Tensor<Double>) -> Tensor<Double>
  ) -> [GradientAudit.MisplacedLoss.Mistake] { audit(loss).misplacedLosses.map(\.mistake) }

  @Test func aLossFromTheOwnValueIsNamed() {
    let line = #line + 1
    let audit = audit { _, codes, passed in passed.squaredError(from: codes.stoppingGradient()) }
    #expect(audit.misplacedLosses.map(\.mistake) == [.againstItsValue])
    #expect(audit.misplacedLosses[0].straightThrough?.hasPrefix("MisplacedLossTests.swift:") == true)
    #if DEBUG && os(Linux)
      #expect(audit.misplacedLosses[0].place == "MisplacedLossTests.swift:\(line)")
      #expect(
        audit.description.contains(
          "\nthe loss at MisplacedLossTests.swift:\(line) is computed behind the straight-through"))
    #endif
    #expect(audit.description.contains("its gradient is 0; take the codes themselves: vectors.squaredError(from:"))
    // It is 0 indeed.
    let slopes = gradient(at: vectors) { x in
      x.straightThrough(to: book.selectingRows([0, 1, 0])).squaredError(from: book.selectingRows([0, 1, 0]))
    }
    #expect(slopes == .zeros([3, 2]))
  }

  @Test func everyWayToWriteItIsFound() {
    #expect(mistakes { $2.squaredError(from: $1) } == [.againstItsValue])
    #expect(mistakes { $1.squaredError(from: $2) } == [.againstItsValue])
    #expect(mistakes { ($2 - $1).square().mean() } == [.againstItsValue])
    #expect(mistakes { ($1.stoppingGradient() - $2).norm() } == [.againstItsValue])
    #expect(mistakes { ($2 - $1).abs().sum() } == [.againstItsValue])
    #expect(mistakes { ($2 - $1).power(2).sum() } == [.againstItsValue])
    #expect(
      mistakes { _, codes, passed in
        let difference = passed - codes
        return (difference * difference).sum()
      } == [.againstItsValue])
    #expect(mistakes { $2.reshaped(to: [6]).squaredError(from: $1.reshaped(to: [6])) } == [.againstItsValue])
    // Of codes that nobody differentiates, known by their value.
    #expect(mistakes { $2.squaredError(from: Tensor($1.elements, shape: [3, 2])) } == [.againstItsValue])
  }

  @Test func aLossFromWhatCameInIsNamed() {
    #expect(mistakes { $2.squaredError(from: $0) } == [.againstItsSource])
    #expect(mistakes { $2.squaredError(from: $0.stoppingGradient()) } == [.againstItsSource])
    #expect(mistakes { ($0.stoppingGradient() - $2).square().sum() } == [.againstItsSource])
    #expect(mistakes { ($0.reshaped(to: [6]) - $2.reshaped(to: [6])).norm() } == [.againstItsSource])
    // The vector is pushed from its code: 2 (q - x) of one vector of one component.
    let pushed = gradient(at: Tensor([1.0], shape: [1, 1])) { x in
      x.straightThrough(to: Tensor([3.0], shape: [1, 1])).squaredError(from: x.stoppingGradient())
    }
    #expect(pushed.elements == [4])
  }

  @Test func straightThroughsByHandCount() {
    let line = #line + 2
    let audit = gradientAudit(at: [vectors]) { inputs in
      let passed = inputs[0] + (book.selectingRows([0, 1, 0]) - inputs[0]).stoppingGradient()
      return passed.sum() + passed.squaredError(from: inputs[0].stoppingGradient())
    }
    #expect(line > 0 && audit.misplacedLosses.map(\.mistake) == [.againstItsSource])
    #expect(audit.misplacedLosses[0].straightThrough == nil)
    #expect(audit.misplacedLosses[0].description.contains("straight-through and compares it with what came in"))
  }

  @Test func rightLossesAreNoMistakes() {
    #expect(mistakes { x, codes, _ in x.squaredError(from: codes.stoppingGradient()) } == [])
    #expect(mistakes { x, codes, _ in codes.squaredError(from: x.stoppingGradient()) } == [])
    // A constant of the value is the value.
    #expect(mistakes { x, _, passed in x.squaredError(from: passed.stoppingGradient()) } == [])
    // What a decoder makes of both, and a residual that goes on.
    #expect(mistakes { x, _, passed in (passed * 3).squaredError(from: x) } == [])
    #expect(mistakes { x, _, passed in (x - passed).sum() } == [])
    // In a log.
    let logged = audit { _, codes, passed in
      _ = passed.squaredError(from: codes).item
      return .zeros([])
    }
    #expect(logged.misplacedLosses == [] && !logged.description.contains("the loss"))
  }
}
