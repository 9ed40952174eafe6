internal import Clustering
internal import TesseraKernels

/// The table of one group of single weights, and where its codes begin.
struct LevelTable<Format: WeightFormat> {
  typealias Bits = Format.Bits

  /// 2^bits entries, ascending; what is not needed repeats the last.
  let entries: [Bits]
  /// Code j has the keys from `thresholds[j - 1]` on: 2^bits - 1 entries, ascending.
  private let thresholds: [Bits]
  private let bits: Int
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
    var levels: [Bits] = []
    for centroid in optimum.centroids {
      let bits = Format.bits(of: Format.key(Format.bits(nearest: SquareUnit.scaled(centroid, by: unit))))
      if levels.last != bits { levels.append(bits) }
    }
    var thresholds = zip(levels, levels.dropFirst()).map(Self.threshold)
    thresholds += Array(repeating: .max, count: size - 1 - thresholds.count)
    entries = levels + Array(repeating: levels[levels.count - 1], count: size - levels.count)
    self.thresholds = thresholds
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
    while above - below > 1 {
      let middle = below + (above - below) / 2
      if isUpper(middle) { above = middle } else { below = middle }
    }
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
    let levels = entries.map { SquareUnit.scaled(Format.value($0), by: -unit) }
    for (value, mass) in zip(histogram.values, histogram.masses) {
      let key = Format.key(Format.bits(nearest: SquareUnit.scaled(value, by: unit)))
      while code < thresholds.count, key >= thresholds[code] { code += 1 }
      let difference = value - levels[code]
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
