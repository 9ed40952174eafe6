import MessagePassing
import Testing

struct LocalGroupTests {
  private struct Refusal: Error, Equatable {}

  @Test func membersCombineTheirValues() throws {
    let results = try LocalGroup.run(3) { member in
      var words = [Int64(member.rank), .max]
      try member.sum(&words)
      var quanta: [Int128] = [1 << 100, Int128(member.rank)]
      try member.sum(&quanta)
      var bounds = [Double(member.rank), -Double(member.rank), -.infinity]
      try member.maximum(&bounds)
      var bytes: [UInt8] = Array(repeating: UInt8(member.rank), count: member.rank)
      try member.broadcast(&bytes, from: 2)
      try member.barrier()
      return Combined(words: words, quanta: quanta, bounds: bounds, bytes: bytes, size: member.size)
    }
    let expected = Combined(
      words: [3, .max &* 3], quanta: [3 << 100, 3], bounds: [2, 0, -.infinity], bytes: [2, 2], size: 3)
    #expect(results == [expected, expected, expected])
  }

  @Test func whereOneLeavesTheOthersDoNotWait() {
    #expect(throws: Refusal()) {
      try LocalGroup.run(3) { member in
        if member.rank == 1 { throw Refusal() }
        var words: [Int64] = [1]
        try member.sum(&words)
      }
    }
    #expect(throws: CommunicationError("member 0 has left the group; its own error says why")) {
      try LocalGroup.run(2) { member in
        if member.rank == 1 { try member.barrier() }
      }
    }
  }

  @Test func exchangesThatDifferAreRefused() {
    let differ: [@Sendable (any Communicator) throws -> Void] = [
      { member in
        var words = [Int64](repeating: 0, count: 1 + member.rank)
        try member.sum(&words)
      },
      { member in
        var (words, bounds): ([Int64], [Double]) = ([1], [1])
        if member.rank == 0 { try member.sum(&words) } else { try member.maximum(&bounds) }
      },
      { member in
        var bytes: [UInt8] = [1]
        try member.broadcast(&bytes, from: member.rank)
      },
    ]
    for body in differ {
      #expect(throws: CommunicationError("the members do not ask for the same exchange")) {
        try LocalGroup.run(2, body)
      }
    }
  }

  @Test func manyExchangesStayApart() throws {
    let sums = try LocalGroup.run(4) { member in
      var found: [Int64] = []
      for round in 0..<500 {
        var words = [Int64(round * (member.rank + 1))]
        // Now this member is late, now that one.
        if (round + member.rank) % 7 == 0 { for _ in 0..<2000 { words[0] = words[0] &+ 1 &- 1 } }
        try member.sum(&words)
        found += words
      }
      return found
    }
    let expected = (0..<500).map { Int64(10 * $0) }
    #expect(sums == Array(repeating: expected, count: 4))
  }

  @Test func anExchangeThatWasMadeIsNotLostWhenOneLeaves() throws {
    for _ in 0..<200 {
      let sums = try LocalGroup.run(3) { member in
        var words: [Int64] = [1]
        try member.sum(&words)
        return words[0]
      }
      #expect(sums == [3, 3, 3])
    }
  }
}

private struct Combined: Equatable, Sendable {
  let words: [Int64]
  let quanta: [Int128]
  let bounds: [Double]
  let bytes: [UInt8]
  let size: Int
}
