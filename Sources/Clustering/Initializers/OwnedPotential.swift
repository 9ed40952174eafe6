internal import TesseraKernels

/// A seeding potential that takes candidates in batches and knows which of them each row is nearest to.
final class OwnedPotential: @unchecked Sendable {
  let potential: SeedingPotential
  private(set) var candidates: [Int]
  /// Per row, the nearest candidate's position in `candidates` (ties: the first).
  private let owners: UnsafeMutablePointer<Int32>
  private var memory = OwnedMemory()

  init(_ source: SeedingSource, first: Int, usesFilter: Bool) {
    potential = SeedingPotential(source, first: first, candidateCount: Self.batch, usesFilter: usesFilter)
    candidates = [first]
    owners = memory.fill(source.rows, with: 0)
  }

  private static var batch: Int { QuantizedPanels.maximumCandidates }

  /// Adds rows as candidates.
  func add(_ rows: [Int]) {
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      let batch = Array(rows[start..<min(start + Self.batch, rows.count)])
      let (owners, first) = (owners, Int32(candidates.count))
      nonisolated(unsafe) let written = owners
      potential.add(all: batch) { row, position in written[row] = first + Int32(position) }
      candidates += batch
    }
    potential.recount()
  }

  /// The candidates that own rows of positive weight, in order, and that weight.
  func held() -> (rows: [Int], weights: [Double]) {
    let weights = potential.source.weights
    // Owners share out the rows: no mass exceeds that of all.
    var masses = [Int128](repeating: 0, count: candidates.count)
    for row in 0..<potential.source.rows { masses[Int(owners[row])] += weights.quanta(of: row) }
    masses = potential.source.reduction.sum(masses)
    let held = masses.indices.filter { masses[$0] > 0 }
    return (
      held.map { candidates[$0] }, held.map { FixedPoint.value(of: masses[$0], exponent: weights.exponent) }
    )
  }
}
