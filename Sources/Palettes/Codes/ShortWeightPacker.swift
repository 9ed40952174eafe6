internal import CPaletteKernels
internal import TesseraKernels

/// Codes of weights in sixteen bits, packed as they are found: by comparing with the thresholds of a table where these are few,
/// otherwise by the code that each pattern has.
struct ShortWeightPacker<Format: WeightFormat>: Sendable where Format.Bits == UInt16 {
  private enum Way {
    /// The numbers that the kernels compare with.
    case comparing(with: [Int16])
    /// The code of each pattern.
    case lookingUp([UInt8])
  }

  private let bits: UInt32
  private let way: Way
  private nonisolated(unsafe) let kernels: UnsafePointer<palette_table>

  init(_ table: LevelTable<Format>, _ instructionSet: InstructionSet = .usual) {
    bits = UInt32(table.bits)
    kernels = palette_table_named(instructionSet.rawValue)
    way =
      bits <= PALETTE_COMPARED_BITS
      ? .comparing(with: table.thresholds.map(Self.number)) : .lookingUp(table.codesByPattern)
  }

  /// What the kernels find greater from a key on. To them -0 is -1, the number below 0, which no other weight has.
  private static func number(of key: UInt16) -> Int16 {
    let number = Int16(bitPattern: key ^ Format.sign)
    return number == 0 ? -2 : number - 1
  }

  func pack(_ run: WeightRun<Format>, into packed: UnsafeMutablePointer<UInt8>) {
    let weights = run.ownBytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    switch way {
    case .comparing(let beyond): kernels.pointee.pack_compared(weights, run.range.count, beyond, bits, packed)
    case .lookingUp(let codes): kernels.pointee.pack_looked_up(weights, run.range.count, codes, bits, packed)
    }
  }
}
