internal import Clustering
internal import Refusals
internal import TesseraKernels

/// Makes tables and codes of a tensor that may be larger than memory: its weights are read where they lie, twice, and what is
/// made goes to a ``PaletteSink`` at once.
package struct TensorPalettizer: Sendable {
  package let layout: PaletteLayout
  package let type: WeightType
  package let options: PaletteOptions

  package init(_ layout: PaletteLayout, _ type: WeightType, _ options: PaletteOptions) {
    require(layout.bits == options.bits && layout.vectorLength == options.vectorLength, "the layout is of the options")
    (self.layout, self.type, self.options) = (layout, type, options)
  }

  /// What the importances of a tensor lie in.
  package enum ImportanceSource {
    case none
    /// One per weight, in the order of the weights.
    case weights(WeightType, UnsafeRawBufferPointer)
    /// One per index of the input axis.
    case inputs(UnsafeBufferPointer<Double>)
  }

  /// - Parameter weights: the bytes of all weights, little-endian, the last index running fastest, aligned or not.
  /// - Throws: ``PaletteError``, and what the sink throws.
  package func run(
    _ weights: UnsafeRawBufferPointer, _ importances: ImportanceSource, to sink: PaletteSink
  ) throws -> PaletteErrors {
    require(weights.count == layout.weightCount * type.byteCount, "there are the bytes of the weights")
    let view: ImportanceView =
      switch importances {
      case .none: .equal
      case .weights(let type, let bytes): .weights(type, bytes)
      case .inputs(let inputs): .inputs(inputs, stride: layout.stride)
      }
    return switch type {
    case .float16: try run(binned(weights, view, Float16Format.self), sink)
    case .bfloat16: try run(binned(weights, view, BFloat16Format.self), sink)
    case .float32: try run(sorted(weights, view, Float32Format.self), sink)
    case .float64: try run(sorted(weights, view, Float64Format.self), sink)
    }
  }

  private func run<Format: WeightFormat>(_ weights: GroupWeights<Format>, _ sink: PaletteSink) throws -> PaletteErrors {
    if layout.vectorLength > 1 { return try VectorGroups(self, weights.whole, sink).run() }
    return try ScalarGroups(self, weights, sink).run()
  }

  private func sorted<Format: WeightFormat>(
    _ bytes: UnsafeRawBufferPointer, _ importances: ImportanceView, _ format: Format.Type
  ) -> GroupWeights<Format> {
    let whole = WeightRun<Format>(
      bytes: bytes, importances: importances, shape: layout.shape, range: 0..<layout.weightCount)
    return GroupWeights(
      whole: whole, histogram: { run, _, _ throws(PaletteError) in try WeightHistogram(sorting: run) },
      packer: { table in
        { run, packed in
          withUnsafeTemporaryAllocation(of: UInt8.self, capacity: run.range.count) { codes in
            table.encode(run, into: codes.baseAddress!)
            PackedCodes.pack(codes.baseAddress!, run.range.count, table.bits, into: packed)
          }
        }
      })
  }

  /// The same of weights in sixteen bits, which have few patterns.
  private func binned<Format: WeightFormat>(
    _ bytes: UnsafeRawBufferPointer, _ importances: ImportanceView, _ format: Format.Type
  ) -> GroupWeights<Format> where Format.Bits == UInt16 {
    // Bins cost as much as so many weights.
    guard layout.weightsPerGroup >= 1 << 14 else { return sorted(bytes, importances, format) }
    let whole = WeightRun<Format>(
      bytes: bytes, importances: importances, shape: layout.shape, range: 0..<layout.weightCount)
    return GroupWeights(
      whole: whole,
      histogram: { run, parallel, advance throws(PaletteError) in
        try WeightHistogram(binning: run, parallel, advance)
      },
      packer: { ShortWeightPacker($0).pack })
  }
}

/// The weights of a tensor, and the ways to look at those of a group that suit their type.
struct GroupWeights<Format: WeightFormat>: @unchecked Sendable {
  /// Codes of some weights, packed; the bytes begin with those of the first.
  typealias Packer = @Sendable (WeightRun<Format>, UnsafeMutablePointer<UInt8>) -> Void

  let whole: WeightRun<Format>
  let histogram:
    @Sendable (WeightRun<Format>, ParallelRows, @Sendable (Range<Int>) -> Void) throws(PaletteError) -> WeightHistogram
  /// What is prepared once for the many weights of a table.
  let packer: @Sendable (LevelTable<Format>) -> Packer
}
