internal import Matrices
internal import TesseraKernels

/// Sums of w x of ``WideColumns``, exact, per cluster: [clusterCount][columns][words], the lowest word first.
///
/// Integers modulo 2^(64 words), as all sums: rows come and go in any order, and what the rows that are left add up to always
/// fits (``WideColumns``).
struct WideSums {
  let plan: WideColumns
  var words: [UInt64]

  init(_ plan: WideColumns, clusterCount: Int, in parallel: ParallelRows) {
    self.plan = plan
    words = Array(repeating: 0, count: clusterCount * plan.columns.count * plan.words, in: parallel)
  }

  func elements(of cluster: Int) -> Range<Int> {
    let size = plan.columns.count * plan.words
    return (cluster * size)..<((cluster + 1) * size)
  }

  mutating func remove(_ cluster: Int) {
    for index in elements(of: cluster) { words[index] = 0 }
  }

  mutating func add(_ cluster: Int, of other: WideSums) {
    guard !plan.columns.isEmpty else { return }
    for start in stride(from: elements(of: cluster).lowerBound, to: elements(of: cluster).upperBound, by: plan.words) {
      var carry = false
      for index in start..<(start + plan.words) {
        let first = words[index].addingReportingOverflow(other.words[index])
        let second = first.partialValue.addingReportingOverflow(carry ? 1 : 0)
        words[index] = second.partialValue
        carry = first.overflow || second.overflow
      }
    }
  }

  mutating func withMutableView<Result>(_ body: (View) -> Result) -> Result {
    let plan = plan
    return words.withUnsafeMutableBufferPointer { words in
      plan.columns.withUnsafeBufferPointer { columns in
        plan.exponents.withUnsafeBufferPointer { exponents in
          body(
            View(
              columns: columns, exponents: exponents, wordCount: plan.words, holdsMasses: plan.holdsMasses,
              words: plan.columns.isEmpty ? nil : words.baseAddress))
        }
      }
    }
  }

  struct View: @unchecked Sendable {
    let columns: UnsafeBufferPointer<Int>
    let exponents: UnsafeBufferPointer<Int>
    let wordCount: Int
    let holdsMasses: Bool
    /// nil: there are no wide columns.
    let words: UnsafeMutablePointer<UInt64>?

    /// Adds w x of one row to a cluster's sums, or takes it away.
    func add<Scalar: KernelScalar>(
      _ x: UnsafePointer<Scalar>, dimensions: Int, weight: Double, to cluster: Int, isTaken: Bool
    ) {
      guard let words, weight > 0 else { return }
      let (weightOdd, weightExponent) = weight.oddPart
      var sum = words + cluster * columns.count * wordCount
      for index in 0..<columns.count {
        let element = columns[index] < dimensions ? Double(x[columns[index]]) : 1
        let (odd, exponent) = element.oddPart
        if odd != 0 {
          // The plan's exponent divides every term: this is not negative.
          let place = exponent + weightExponent - exponents[index]
          WordSum.add(
            odd.multipliedFullWidth(by: weightOdd), at: place, isTaken: isTaken != (element < 0), to: sum,
            count: wordCount)
        }
        sum += wordCount
      }
    }

    /// The sum of one wide column, by its position among them.
    private func sum(_ index: Int, of cluster: Int) -> [UInt64] {
      guard let words else { return [] }
      let start = words + (cluster * columns.count + index) * wordCount
      return Array(UnsafeBufferPointer(start: start, count: wordCount))
    }

    /// A cluster's weight where ``WideColumns/holdsMasses``, in units of 2^exponent.
    func mass(of cluster: Int) -> (words: [UInt64], exponent: Int) {
      (sum(columns.count - 1, of: cluster), exponents[columns.count - 1])
    }

    /// Overwrites the means of wide columns: s / n, rounded once.
    func writeMeans(
      of cluster: Int, mass quanta: Int128, exponent: Int32, into means: UnsafeMutablePointer<Double>
    ) {
      let mass = holdsMasses ? mass(of: cluster) : (words: quanta.words64, exponent: Int(exponent))
      for index in 0..<(columns.count - (holdsMasses ? 1 : 0)) {
        means[columns[index]] = WordQuotient.value(
          of: sum(index, of: cluster), by: mass.words, exponent: exponents[index] - mass.exponent)
      }
    }
  }
}
