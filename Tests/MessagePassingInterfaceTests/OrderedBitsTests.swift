import Testing

@testable import MessagePassingInterface

struct OrderedBitsTests {
  private let ascending: [Double] = [
    -.infinity, -.greatestFiniteMagnitude, -1.5, -1, -.leastNonzeroMagnitude, -0.0, 0, .leastNonzeroMagnitude, 1, 1.5,
    .greatestFiniteMagnitude, .infinity,
  ]

  @Test func theOrderIsThatOfTheValuesAndMinusZeroComesBeforeZero() {
    let words = ascending.map { OrderedBits.word(of: $0) }
    #expect(words == words.sorted() && Set(words).count == words.count)
  }

  @Test func everyBitComesBack() {
    for value in ascending {
      #expect(OrderedBits.value(of: OrderedBits.word(of: value)).bitPattern == value.bitPattern)
    }
  }
}
