internal import Refusals
internal import Synchronization

/// Weights as codes of tables.
///
/// ```swift
/// var options = PaletteOptions(bits: 4)
/// options.grouping = .channel
/// let palettized = try PalettizedTensor(weights, shape: [512, 4096], importances: .inputs(activations), options)
/// print(palettized.errors.error, palettized.errors.optimum)
/// let approximations = palettized.weights
/// ```
///
/// The table of each group of single weights is the best that its type can hold of the best possible one: see <doc:Palettes>.
public struct PalettizedTensor: Sendable {
  public let layout: PaletteLayout
  public let type: WeightType
  /// The packed codes of all weights: ``PackedCodes``.
  public let indices: [UInt8]
  /// The entries of all tables, in ``PaletteLayout/tableShape``, little-endian.
  public let tables: [UInt8]
  public let errors: PaletteErrors

  /// Makes codes of weights in single precision.
  ///
  /// - Parameters:
  ///   - weights: finite, the last index running fastest.
  ///   - shape: as many axes as one likes, at least one; groups and vectors divide it.
  ///   - importances: finite, at least 0; nil for 1 each.
  /// - Precondition: there are as many weights as the shape says.
  /// - Complexity: O(weights) beside the optimum of each table (``/Clustering/OptimalSegmentation``) or k-means of the vectors.
  public init(
    _ weights: [Float], shape: [Int], importances: Importances? = nil, _ options: PaletteOptions
  ) throws(PaletteError) {
    self = try weights.withUnsafeBufferPointer { weights throws(PaletteError) in
      try PalettizedTensor(UnsafeRawBufferPointer(weights), .float32, shape: shape, importances: importances, options)
    }
  }

  /// The same in double precision.
  public init(
    _ weights: [Double], shape: [Int], importances: Importances? = nil, _ options: PaletteOptions
  ) throws(PaletteError) {
    self = try weights.withUnsafeBufferPointer { weights throws(PaletteError) in
      try PalettizedTensor(UnsafeRawBufferPointer(weights), .float64, shape: shape, importances: importances, options)
    }
  }

  /// The same of weights in any of the types, as bytes, little-endian.
  public init(
    _ weights: UnsafeRawBufferPointer, _ type: WeightType, shape: [Int], importances: Importances? = nil,
    _ options: PaletteOptions
  ) throws(PaletteError) {
    let layout: PaletteLayout
    do throws(PaletteLayout.Hindrance) {
      layout = try PaletteLayout(shape, options)
    } catch {
      throw .layout(error)
    }
    require(weights.count == layout.weightCount * type.byteCount, "there are as many weights as the shape says")
    if let importances { try importances.check(layout) }
    let palettizer = TensorPalettizer(layout, type, options)
    let made = Mutex(
      (
        tables: [UInt8](repeating: 0, count: layout.tableEntryCount * type.byteCount),
        indices: [UInt8](repeating: 0, count: layout.indexByteCount)
      ))
    let sink = PaletteSink(
      writeTables: { bytes, offset in made.withLock { $0.tables.replace(offset, bytes) } },
      writeCodes: { bytes, offset in made.withLock { $0.indices.replace(offset, bytes) } })
    do {
      errors =
        switch importances {
        case nil: try palettizer.run(weights, .none, to: sink)
        case .weights(let values):
          try values.withUnsafeBytes { try palettizer.run(weights, .weights(.float64, $0), to: sink) }
        case .inputs(let values):
          try values.withUnsafeBufferPointer { try palettizer.run(weights, .inputs($0), to: sink) }
        }
    } catch {
      // Nothing else fails in memory.
      throw error as? PaletteError ?? .interrupted
    }
    (self.layout, self.type) = (layout, type)
    (tables, indices) = made.withLock { ($0.tables, $0.indices) }
  }

  /// One code per weight or vector, in their order.
  public var codes: [UInt8] { PackedCodes.unpacked(indices, count: layout.codeCount, bits: layout.bits) }

  /// The weights that the codes stand for, exactly as the tables have them.
  public var weights: [Double] {
    let entries = type.values(tables)
    let codes = codes
    return (0..<layout.weightCount).map { place in
      let (code, element) = layout.code(of: place)
      return entries[((code / layout.codesPerGroup) << layout.bits + Int(codes[code])) * layout.vectorLength + element]
    }
  }
}

extension [UInt8] {
  fileprivate mutating func replace(_ offset: Int, _ bytes: UnsafeRawBufferPointer) {
    withUnsafeMutableBytes { own in
      UnsafeMutableRawBufferPointer(rebasing: own[offset..<(offset + bytes.count)]).copyMemory(from: bytes)
    }
  }
}
