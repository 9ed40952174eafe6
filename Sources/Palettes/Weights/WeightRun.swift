/// Weights of a tensor that follow each other, and what they count.
struct WeightRun<Format: WeightFormat> {
  /// All of the tensor.
  let bytes: UnsafeRawBufferPointer
  let importances: ImportanceView
  let shape: [Int]
  let range: Range<Int>

  typealias Bits = Format.Bits

  /// The bits of a weight, by its place in the tensor.
  @inline(__always) func bits(_ place: Int) -> Bits {
    Bits(littleEndian: (bytes.baseAddress! + place * MemoryLayout<Bits>.size).loadUnaligned(as: Bits.self))
  }

  /// The bits of four weights of sixteen, the first in the lowest.
  @inline(__always) func fourBits(_ place: Int) -> UInt64 where Bits == UInt16 {
    UInt64(littleEndian: (bytes.baseAddress! + place * 2).loadUnaligned(as: UInt64.self))
  }

  /// Some of them.
  func part(_ range: Range<Int>) -> WeightRun {
    WeightRun(bytes: bytes, importances: importances, shape: shape, range: range)
  }

  /// The bytes of these weights.
  var ownBytes: UnsafeRawBufferPointer {
    let size = MemoryLayout<Bits>.size
    return UnsafeRawBufferPointer(rebasing: bytes[(range.lowerBound * size)..<(range.upperBound * size)])
  }

  /// Passes on the importances, some at a time.
  func forEachImportance(
    _ body: (_ first: Int, _ importances: UnsafeBufferPointer<Double>) throws(PaletteError) -> Void
  ) throws(PaletteError) {
    let step = 1024
    var failure: PaletteError?
    withUnsafeTemporaryAllocation(of: Double.self, capacity: step) { room in
      room.initialize(repeating: 0)
      var first = range.lowerBound
      while first < range.upperBound, failure == nil {
        let count = min(step, range.upperBound - first)
        importances.fill(room.baseAddress!, from: first, count: count)
        let some = UnsafeBufferPointer(rebasing: room[..<count])
        do throws(PaletteError) {
          if let bad = some.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
            throw .importanceNotUsable(index: importanceIndex(first + bad))
          }
          try body(first, some)
        } catch {
          failure = error
        }
        first += count
      }
    }
    if let failure { throw failure }
  }

  /// Where the importance of a weight stands.
  private func importanceIndex(_ place: Int) -> [Int] {
    let index = PaletteLayout.index(place, shape)
    if case .inputs = importances { return [index[min(1, index.count - 1)]] }
    return index
  }

  /// The first weight that is no number; nil where all are.
  var failure: PaletteError? {
    range.first { !Format.isFinite(bits($0)) }.map { .notFinite(index: PaletteLayout.index($0, shape)) }
  }
}
