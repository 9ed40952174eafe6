internal import TesseraKernels

/// What k-means++ draws from: w times the squared distance of each row to the nearest row chosen so far.
///
/// Sums are taken in fixed point with a quantum of about 2^-50 of the largest term, so that they do not depend on
/// order or thread count, and change by the terms of rows that changed only.
final class SeedingPotential: @unchecked Sendable {
  let source: SeedingSource
  /// What leaves out rows that are not nearer to any candidate; nil: none is left out.
  let quantized: QuantizedRows?
  private let weights: UnsafePointer<Double>?
  /// D to the nearest chosen row.
  let closest: UnsafeMutablePointer<Double>
  let chunkCount: Int
  /// The largest term of each chunk, and the chunk's sum in quanta.
  var chunkBounds: [Double]
  var chunkSums: [Int128]
  private var totals: SharedTotals
  /// Of all members' rows.
  var total: Int128 { totals.total }
  private(set) var quantum = FixedPointFactor.undefined
  /// Per chunk, from its first row on: rows that some candidates are nearer to, and a bit for each such candidate.
  let listedRows: UnsafeMutablePointer<Int32>
  let listedBits: UnsafeMutablePointer<UInt32>
  var listedCounts: [Int]
  /// One worker's D of a chunk's listed rows to the candidates of their bits.
  let squares: [UnsafeMutablePointer<Double>]
  private var memory = OwnedMemory()
  private var goesBackward = false

  /// - Parameters:
  ///   - first: the first chosen row; nil where ``begin(at:)`` says how far all rows are from what is there already.
  ///   - candidateCount: the most candidates that are compared at once.
  ///   - usesFilter: whether an 8-bit copy of the rows is worth its making; it does not change any result.
  init(_ source: SeedingSource, first: Int?, candidateCount: Int, usesFilter: Bool) {
    self.source = source
    totals = SharedTotals(0, in: source.reduction)
    let canFilter = usesFilter && source.dimensions <= QuantizedPanels.maximumDimensions
    quantized = canFilter ? QuantizedRows(source) : nil
    if let values = source.weights.values { weights = memory.copy(values) } else { weights = nil }
    chunkCount = (source.rows + Self.chunk - 1) / Self.chunk
    closest = memory.fill(source.rows, with: .infinity)
    listedRows = memory.room(chunkCount * Self.chunk)
    listedBits = memory.room(chunkCount * Self.chunk)
    chunkBounds = Array(repeating: .infinity, count: chunkCount)
    chunkSums = Array(repeating: 0, count: chunkCount)
    listedCounts = Array(repeating: 0, count: chunkCount)
    var squares: [UnsafeMutablePointer<Double>] = []
    for _ in 0..<source.parallel.threads { squares.append(memory.room(Self.chunk * candidateCount)) }
    self.squares = squares
    if let first { add(first) }
  }

  /// - Parameter squares: D of every row of this member to the nearest vector that is there already.
  func begin(at squares: [Double]) {
    for (row, square) in squares.enumerated() {
      closest[row] = square
      quantized?.setClosest(square, of: row)
    }
    recount()
  }

  /// Rows per chunk: whole panels of the 8-bit copy, and few enough for sums of 64 bits: 2^10 terms of at most 2^51.
  static var chunk: Int { 1024 }

  func rows(of chunk: Int) -> Range<Int> { (chunk * Self.chunk)..<min((chunk + 1) * Self.chunk, source.rows) }

  /// Calls `body` once for every chunk, every other time from the last to the first: what is left in the cache is used.
  func forEachChunk(_ body: @Sendable (_ worker: Int, _ chunk: Int, _ rows: Range<Int>) -> Void) {
    let (backward, last) = (goesBackward, chunkCount - 1)
    source.parallel.forEachChunk(of: chunkCount, chunk: 1) { worker, index, _ in
      let chunk = backward ? last - index : index
      if self.source.isCancelled { return }
      body(worker, chunk, self.rows(of: chunk))
    }
    goesBackward.toggle()
  }

  @inline(__always)
  func weight(of row: Int) -> Double { weights.map { $0[row] } ?? 1 }

  /// A row's term, given its distance.
  @inline(__always)
  func mass(_ row: Int, at square: Double) -> Int64 { quantum.quanta(of: square * weight(of: row)) }

  /// Brings bounds and sums of all chunks up to date.
  func recount() {
    for chunk in chunkBounds.indices {
      chunkBounds[chunk] = rows(of: chunk).reduce(0) { max($0, closest[$1] * weight(of: $1)) }
    }
    quantum = .undefined
    refreshTotal()
  }

  /// Takes bounds and sums of chunks into account; another quantum changes all sums.
  func refreshTotal() {
    let bound = FixedPointFactor(bound: source.reduction.maximum(chunkBounds.max() ?? 0))
    if bound != quantum {
      quantum = bound
      for chunk in chunkSums.indices {
        chunkSums[chunk] = Int128(rows(of: chunk).reduce(0) { $0 &+ mass($1, at: closest[$1]) })
      }
    }
    totals = SharedTotals(chunkSums.reduce(0, +), in: source.reduction)
  }

  /// Rows of all members drawn with a chance proportional to their potential; where that is zero for all (distances too
  /// small for a Double), to their weight.
  func draw(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
    guard total > 0 else {
      return (0..<count).map { _ in
        WeightedDraw.row(of: source.weights, rows: source.rows, in: source.reduction, using: &generator)
      }
    }
    let targets = (0..<count).map { _ in WeightedDraw.target(total, using: &generator) }
    return totals.rows(targets) { target in
      let (chunk, rest) = WeightedDraw.find(target, in: chunkSums)
      let rows = rows(of: chunk)
      return rows.lowerBound
        + WeightedDraw.find(rest, in: rows.lazy.map { Int128(self.mass($0, at: self.closest[$0])) }).index
    }
  }
}
