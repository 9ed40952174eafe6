internal import Clustering
internal import TesseraKernels

/// The table of one group of single weights, and where its codes begin.
struct LevelTable<Format: WeightFormat> {
  typealias Bits = Format.Bits

  /// 2^bits entries, ascending; what is not needed repeats the last.
  let entries: [Bits]
  /// Code j has the keys from `thresholds[j - 1]` on: 2^bits - 1 entries, ascending.
  let thresholds: [Bits]
  let bits: Int
  private(set) var errors = PaletteErrors()

  /// The optimum of a histogram, each entry rounded to the nearest of its type, which is the best for the values of its segment; then
  /// every value takes the nearest entry.
  init(_ histogram: consuming WeightHistogram, bits: Int, _ cancellation: Cancellation?) throws(PaletteError) {
    let size = 1 << bits
    histogram.chooseUnits()
    let unit = histogram.valueUnit
    errors.unit = 2 * unit + histogram.massUnit
    errors.sums.norm = histogram.norm
    guard errors.sums.norm.isNormal || histogram.values == [0] else { throw .notRepresentable }
    // What the search needs, at the least.
    try Self.checkMemory(histogram.values.count, 80)
    let optimum: OptimalSegmentation
    do throws(ClusteringError) {
      optimum = try OptimalSegmentation(
        of: histogram.values, weights: histogram.masses, clusterCount: size, cancellation: cancellation)
    } catch {
      throw PaletteError(error)
    }
    var (entries, thresholds): ([Bits], [Bits]) = ([], [])
    entries.reserveCapacity(size)
    thresholds.reserveCapacity(size - 1)
    for centroid in optimum.centroids {
      let bits = Format.bits(of: Format.key(Format.bits(nearest: SquareUnit.scaled(centroid, by: unit))))
      if let last = entries.last {
        guard bits != last else { continue }
        thresholds.append(Self.threshold(last, bits))
      }
      entries.append(bits)
    }
    while entries.count < size {
      entries.append(entries[entries.count - 1])
      thresholds.append(.max)
    }
    (self.entries, self.thresholds) = (entries, thresholds)
    self.bits = bits
    errors.sums.optimum = optimum.inertia
    errors.sums.error = error(of: histogram)
    errors.sums.uniform = Self.uniformError(of: histogram, size)
    errors.unweightedGroups = histogram.isUnweighted ? 1 : 0
  }

  private static func checkMemory(_ distinct: Int, _ bytesEach: Int) throws(PaletteError) {
    guard !LargeMemory.canHold(distinct * bytesEach) else { return }
    throw .clustering(
      .memory(
        byteCount: distinct * bytesEach, purpose: "one table of \(distinct) distinct weights (smaller groups need less)"
      ))
  }

  /// The first key whose value is nearer to the upper of two levels than to the lower.
  private static func threshold(_ lower: Bits, _ upper: Bits) -> Bits {
    let (low, high) = (Format.value(lower), Format.value(upper))
    // One difference at most is beyond Double, the larger one.
    func isUpper(_ key: Bits) -> Bool {
      let value = Format.value(of: key)
      return value - low > high - value
    }
    // Between them the differences, rounded, rise and fall. (Next to 0 there are more numbers than can be walked through.)
    var (below, above) = (Format.key(lower), Format.key(upper))
    func look(at key: Bits) {
      guard below < key, key < above else { return }
      if isUpper(key) { above = key } else { below = key }
    }
    // Most often it is next to the middle.
    let middle = Format.key(Format.bits(nearest: low / 2 + high / 2))
    look(at: middle)
    look(at: above == middle ? middle - 1 : middle + 1)
    while above - below > 1 { look(at: below + (above - below) / 2) }
    return above
  }

  /// The code of a key.
  @inline(__always) private static func code(
    _ key: Bits, _ thresholds: UnsafePointer<Bits>, _ bits: Int
  ) -> UInt8 {
    var code = 0
    var step = 1 << (bits - 1)
    while step > 0 {
      if key >= thresholds[code + step - 1] { code += step }
      step >>= 1
    }
    return UInt8(truncatingIfNeeded: code)
  }

  /// The codes of weights.
  func encode(_ run: WeightRun<Format>, into codes: UnsafeMutablePointer<UInt8>) {
    let (bits, start) = (bits, run.range.lowerBound)
    thresholds.withUnsafeBufferPointer { thresholds in
      for index in 0..<run.range.count {
        codes[index] = Self.code(Format.key(run.bits(start + index)), thresholds.baseAddress!, bits)
      }
    }
  }

  /// The code of each pattern of sixteen bits.
  var codesByPattern: [UInt8] {
    thresholds.withUnsafeBufferPointer { thresholds in
      (0...Int(Bits.max)).map { Self.code(Format.key(Bits($0)), thresholds.baseAddress!, bits) }
    }
  }

  private func error(of histogram: WeightHistogram) -> Double {
    var (sum, code) = (CompensatedSum(), 0)
    let unit = histogram.valueUnit
    func scaled(_ bits: Bits) -> Double { SquareUnit.scaled(Format.value(bits), by: -unit) }
    // The level of the code, and the value from which on it is the next one's.
    func next() -> Double {
      code < thresholds.count && thresholds[code] < .max ? scaled(Format.bits(of: thresholds[code])) : .infinity
    }
    var (level, end) = (scaled(entries[0]), next())
    for (value, mass) in zip(histogram.values, histogram.masses) {
      while value >= end {
        code += 1
        (level, end) = (scaled(entries[code]), next())
      }
      let difference = value - level
      sum.add(mass * (difference * difference))
    }
    return sum.value
  }

  /// The error of levels evenly spaced from the least value to the largest.
  private static func uniformError(of histogram: WeightHistogram, _ size: Int) -> Double {
    guard let least = histogram.values.first, let largest = histogram.values.last, least < largest else { return 0 }
    let step = (largest - least) / Double(size - 1)
    var sum = CompensatedSum()
    for (value, mass) in zip(histogram.values, histogram.masses) {
      let level = least + ((value - least) / step).rounded() * step
      sum.add(mass * ((value - level) * (value - level)))
    }
    return sum.value
  }
}

extension PaletteError {
  init(_ error: ClusteringError) {
    switch error {
    case .interrupted: self = .interrupted
    case .inertiaNotRepresentable, .weightsTooFarApart, .weightsTooLarge: self = .notRepresentable
    default: self = .clustering(error)
    }
  }
}
