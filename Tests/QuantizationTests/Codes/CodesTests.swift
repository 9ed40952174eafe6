import Clustering
import Matrices
import Quantization
import Testing

struct CodesTests {
  /// 5 = 101, 2 = 010, 7 = 111 | 1, 4, 3: three bits each, the lowest first, nine bits in two bytes.
  @Test func integersAreOneStreamOfBitsPerRow() throws {
    let codes = try Codes([5, 2, 7, 1, 4, 3], bits: [3, 3, 3])
    #expect(codes.rows == 2 && codes.bytesPerRow == 2)
    #expect(codes.bytes == [0b11_010_101, 0b1, 0b11_100_001, 0b0])
    #expect(codes[0, 2] == 7 && codes[1, 0] == 1)
    #expect(codes.values(at: 1) == [2, 4])
    #expect(codes.values == [5, 2, 7, 1, 4, 3])
  }

  @Test func eightBitsAreBytesAndSixteenTwoOfThem() throws {
    #expect(try Codes([7, 255], bits: [8, 8]).bytes == [7, 255])
    #expect(try Codes([0x1234, 1], bits: [16, 4]).bytes == [0x34, 0x12, 1])
  }

  @Test func whatIsPackedComesBackForAllWidths() throws {
    var generator = SeededGenerator(seed: 3)
    for seed in 0..<200 {
      let bits = (0..<(1 + generator.index(below: 9))).map { _ in 1 + generator.index(below: Codes.mostBits) }
      let values = (0..<(3 * bits.count)).map { Int32(generator.index(below: 1 << bits[$0 % bits.count])) }
      let codes = try Codes(values, bits: bits)
      #expect(codes.values == values, "seed \(seed), \(bits)")
      #expect(try Codes(rows: 3, bits: bits, bytes: codes.bytes) == codes, "seed \(seed)")
      for position in bits.indices { #expect(codes[2, position] == Int(values[2 * bits.count + position])) }
    }
  }

  @Test func rowsCanBeChosen() throws {
    let codes = try Codes([1, 2, 3, 4], bits: [12])
    #expect(codes.selectingRows([3, 0, 0]).values == [4, 1, 1])
  }

  @Test func whatIsNoCodeIsRefused() {
    #expect(throws: QuantizationError.codeOutOfRange(position: 3, code: 8, codeCount: 8)) {
      try Codes([0, 7, 1, 8], bits: [3, 3])
    }
    #expect(throws: QuantizationError.codeOutOfRange(position: 0, code: -1, codeCount: 2)) {
      try Codes([-1], bits: [1])
    }
    #expect(throws: QuantizationError.codeCount(given: 3, positions: 2)) { try Codes([1, 1, 1], bits: [3, 3]) }
    #expect(throws: QuantizationError.codeBits(position: 1, bits: 0)) { try Codes([1, 0], bits: [3, 0]) }
    #expect(throws: QuantizationError.codeBits(position: 0, bits: 32)) { try Codes(rows: 0, bits: [32], bytes: []) }
    #expect(throws: QuantizationError.codeBytes(given: 3, rows: 2, bytesPerRow: 2)) {
      try Codes(rows: 2, bits: [9], bytes: [0, 0, 0])
    }
    #expect(throws: QuantizationError.codeBytes(given: 0, rows: Int.max, bytesPerRow: 2)) {
      try Codes(rows: Int.max, bits: [9], bytes: [])
    }
  }

  /// Of four codes one has half of the rows and two a quarter: 1.5 bits, which are 2^1.5 codes.
  @Test func usageIsSaidInSharesAndPerplexities() throws {
    let usage = CodeUsage(of: try Codes([0, 0, 2, 3], bits: [2]), codeCounts: [4])
    #expect(usage.counts == [[2, 0, 1, 1]])
    #expect(usage.utilizations == [0.75])
    #expect((usage.perplexities[0] - 2.8284271247461903).magnitude < 1e-12)
  }
}
