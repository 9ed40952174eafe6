internal import CPaletteKernels
internal import TesseraKernels

/// Codes of weights in sixteen bits, packed as they are found: by comparing with the thresholds of a table where these are few,
/// otherwise by the code that each pattern has.
struct ShortWeightPacker<Format: WeightFormat>: Sendable where Format.Bits == UInt16 {
  private let bits: Int
  /// The numbers that the kernels compare with, or none.
  private let beyond: [Int16]
  /// The code of each pattern, or none.
  private let codes: [UInt8]
  private let instructionSet: InstructionSet

  init(_ table: LevelTable<Format>, _ instructionSet: InstructionSet = .usual) {
    (bits, self.instructionSet) = (table.bits, instructionSet)
    let isCompared = bits <= Int(PALETTE_COMPARED_BITS)
    beyond = isCompared ? table.thresholds.map(Self.number) : []
    codes = isCompared ? [] : table.codesByPattern
  }

  /// What the kernels find greater from a key on. To them -0 is -1, the number below 0, which no other weight has.
  private static func number(of key: UInt16) -> Int16 {
    let number = Int16(bitPattern: key ^ Format.sign)
    return number == 0 ? -2 : number - 1
  }

  func pack(_ run: WeightRun<Format>, into packed: UnsafeMutablePointer<UInt8>) {
    let kernels = palette_table_named(instructionSet.rawValue).pointee
    let weights = run.ownBytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    if codes.isEmpty {
      kernels.pack_compared(weights, run.range.count, beyond, UInt32(bits), packed)
    } else {
      kernels.pack_looked_up(weights, run.range.count, codes, UInt32(bits), packed)
    }
  }
}
