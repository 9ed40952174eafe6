import Autograd
import Testing

@Suite struct TruthTests {
  private let x: Tensor<Bool> = [[true, true], [false, false]]
  private let y: Tensor<Bool> = [true, false]

  @Test func logicBroadcasts() {
    #expect((x .& y) == [[true, false], [false, false]])
    #expect((x .| y) == [[true, true], [true, false]])
    #expect((x .^ y) == [[false, true], [true, false]])
    #expect(.!x == [[false, false], [true, true]])
    #expect((x .== y) == .!(x .^ y))
    #expect((x .!= y) == (x .^ y))
  }

  @Test func compoundOperators() {
    var (all, any, odd) = (x, x, x)
    all .&= y
    any .|= y
    odd .^= y
    #expect(all == (x .& y) && any == (x .| y) && odd == (x .^ y))
  }

  @Test func anyAndAllAlongAxes() {
    #expect(x.any(alongAxes: [1]) == [true, false] && x.all(alongAxes: [0]) == [false, false])
    #expect(x.any().item && !x.all().item)
    #expect(x.all(alongAxes: [1], keepingDimensions: true) == [[true], [false]])
    #expect(x.trueCounts(alongAxes: [0]) == [1, 1] && x.trueCounts().item == x.trueCount)
    let nothing = Tensor<Bool>([], shape: [0, 2])
    #expect(nothing.all(alongAxes: [0]) == [true, true] && nothing.any(alongAxes: [0]) == [false, false])
  }

  @Test func conversions() {
    #expect(Tensor<Int>(x) == [[1, 1], [0, 0]] && Tensor<Bool>(Tensor<Int>(x)) == x)
    let numbers = Tensor([-1.9, 0, -0.0, .nan], shape: [4])
    #expect(Tensor<Bool>(numbers) == [true, false, false, true])
    #expect(Tensor<Int>(truncating: Tensor<Float>([-1.9, 2.5, -0.5], shape: [3])) == [-1, 2, 0])
    let slopes = gradient(at: Tensor([1.5, 2.5], shape: [2])) {
      (Tensor<Double>(Tensor<Int>(truncating: $0)) * $0).sum()
    }
    #expect(slopes == [1, 2])
  }

  @Test func anAuditNamesAConversionThatCuts() {
    let x: Tensor<Double> = [1.5, 2.5]
    let audit = gradientAudit(at: [x]) { Tensor<Double>(Tensor<Int>(truncating: $0[0])).sum() }
    #expect("\(audit)".contains("conversion to Int"), "\(audit)")
  }

  @Test func whatIsNoWholeNumberIsRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<Int>(truncating: Tensor<Double>([1, .nan], shape: [2]))
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("nan is no whole number"))
  }
}
