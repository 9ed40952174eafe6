import Autograd
import Testing

/// Whole numbers: values worked by hand, the corners of division, and what does not fit.
@Suite struct IntegerArithmeticTests {
  private let x: Tensor<Int> = [[7, -7], [6, 0]]
  private let y: Tensor<Int> = [2, -3]

  @Test func sumsDifferencesAndProductsBroadcast() {
    #expect(x + y == [[9, -10], [8, -3]])
    #expect(x - y == [[5, -4], [4, 3]])
    #expect(x * y == [[14, 21], [12, 0]])
    #expect(1 - x == [[-6, 8], [-5, 1]] && -x == 0 - x && x + 1 - 1 == x && 2 * x == x * 2)
    #expect(x.abs() == [[7, 7], [6, 0]])
  }

  /// As Python's divmod and C's have it.
  @Test func quotientsAndRemaindersOfAllSigns() {
    let (a, b): (Tensor<Int>, Tensor<Int>) = ([7, -7, 7, -7, 6, -6, 0], [2, 2, -2, -2, 3, 3, -5])
    #expect(a.floorQuotient(by: b) == [3, -4, -4, 3, 2, -2, 0])
    #expect(a.remainder(by: b) == [1, 1, -1, -1, 0, 0, 0])
    #expect(a.truncatedQuotient(by: b) == [3, -3, -3, 3, 2, -2, 0])
    #expect(a.truncatedRemainder(by: b) == [1, -1, 1, -1, 0, 0, 0])
    #expect(a.floorQuotient(by: b) * b + a.remainder(by: b) == a)
    let least = Tensor(Int.min)
    #expect(least.remainder(by: -1).item == 0 && least.floorQuotient(by: 3).item == Int.min / 3 - 1)
  }

  @Test func extremesAndBounds() {
    #expect(Tensor<Int>.maximum(x, y) == [[7, -3], [6, 0]] && Tensor<Int>.minimum(x, y) == [[2, -7], [2, -3]])
    #expect(x.clamped(from: -1, to: 6) == [[6, -1], [6, 0]] && x.clamped(from: 9, to: 1) == [[1, 1], [1, 1]])
    #expect(x.min().item == -7 && x.max().item == 7)
    #expect(x.min(alongAxis: 0) == [6, -7] && x.max(alongAxis: 1, keepingDimension: true) == [[7], [6]])
  }

  @Test func sumsAlongAxes() {
    let cube = Tensor<Int>(Array(0..<24), shape: [2, 3, 4])
    #expect(cube.sum().item == 276)
    #expect(cube.sum(alongAxis: 1) == [[12, 15, 18, 21], [48, 51, 54, 57]])
    #expect(cube.sum(alongAxes: [0, 2]) == [60, 92, 124])
    #expect(cube.sum(alongAxes: [0, 2], keepingDimensions: true).shape == [1, 3, 1])
    #expect(cube.cumulativeSum(alongAxis: 1).elements[8..<12] == [12, 15, 18, 21])
    #expect(cube.cumulativeSum(alongAxis: -1)[1, 2, 3] == 86)
    #expect((cube + 1).product(alongAxis: 2) == [[24, 1680, 11880], [43680, 116280, 255024]])
    #expect(Tensor<Int>([], shape: [0]).sum().item == 0 && Tensor<Int>([], shape: [0]).product().item == 1)
    #expect(Tensor<Int>([], shape: [0, 2]).cumulativeSum(alongAxis: 0).shape == [0, 2])
  }

  @Test func wrappingOperatorsWrap() {
    let most = Tensor(Int.max)
    #expect((most &+ Tensor(1)).item == Int.min && (most &* Tensor(2)).item == -2)
    #expect((Tensor<Int>([Int.min], shape: [1]) &- Tensor(1)).item == Int.max)
  }

  @Test func compoundOperatorsKeepTheShape() {
    var sum = x
    sum += y
    sum -= 1
    sum *= Tensor<Int>(2)
    #expect(sum == (x + y - 1) * 2)
  }

  @Test func whatDoesNotFitIsRefused() async throws {
    for (index, message) in ["&+ wraps", "&- wraps", "&* wraps", "divisor is 0", "by -1", "sum of whole"].enumerated() {
      let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        [index = index as Int] in
        let most = Tensor([Int.max, Int.max], shape: [2])
        switch index {
        case 0: _ = most + 1
        case 1: _ = 0 - most - 2
        case 2: _ = most * 2
        case 3: _ = most.remainder(by: 0)
        case 4: _ = (0 - most - 1).floorQuotient(by: -1)
        default: _ = most.sum()
        }
      }
      let text = String(decoding: result.standardErrorContent, as: UTF8.self)
      #expect(text.contains(message), "\(index): \(text)")
    }
  }
}
