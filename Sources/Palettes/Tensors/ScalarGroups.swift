internal import TesseraKernels

/// Groups of single weights: the best table of each, and the codes.
struct ScalarGroups<Format: WeightFormat>: @unchecked Sendable {
  private let layout: PaletteLayout
  private let options: PaletteOptions
  private let weights: GroupWeights<Format>
  private let sink: PaletteSink
  private let parallel: ParallelRows

  init(_ palettizer: TensorPalettizer, _ weights: GroupWeights<Format>, _ sink: PaletteSink) {
    (layout, options, self.weights, self.sink) = (palettizer.layout, palettizer.options, weights, sink)
    parallel = ParallelRows(threads: options.threadCount ?? ParallelRows.processorCount)
  }

  /// Weights that are coded and written at once; a multiple of 8, so that their codes have whole bytes.
  private static var block: Int { 1 << 18 }

  func run() throws -> PaletteErrors {
    let size = layout.weightsPerGroup
    if size >= Self.block, size % 8 == 0 || layout.groupCount == 1 {
      var errors = PaletteErrors()
      for group in 0..<layout.groupCount { errors.add(try runLarge(group)) }
      return errors
    }
    return try runSmall()
  }

  /// The errors of one group, which all threads work at.
  private func runLarge(_ group: Int) throws -> PaletteErrors {
    let start = group * layout.weightsPerGroup
    let run = weights.whole.part(start..<(start + layout.weightsPerGroup))
    let table = try table(of: run, parallel)
    try write([table], at: group)
    let pack = weights.packer(table)
    let failure = FirstFailure()
    let range = run.range
    parallel.forEachChunk(of: range.count, chunk: Self.block) { _, index, rows in
      failure.attempt(index) {
        let places = (range.lowerBound + rows.lowerBound)..<(range.lowerBound + rows.upperBound)
        try write(codesOf: places) { pack(weights.whole.part(places), $0) }
      }
    }
    try failure.check()
    return table.errors
  }

  /// The errors of groups of which threads take several at a time.
  private func runSmall() throws -> PaletteErrors {
    let size = layout.weightsPerGroup
    let chunk = max(1, Self.block / 4 / size / 8) * 8
    let failure = FirstFailure()
    let parts = parallel.mapChunks(of: layout.groupCount, chunk: chunk) { _, index, groups in
      var errors = PaletteErrors()
      failure.attempt(index) {
        let places = (groups.lowerBound * size)..<(groups.upperBound * size)
        var tables: [LevelTable<Format>] = []
        tables.reserveCapacity(groups.count)
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: places.count) { codes in
          for group in groups {
            let run = weights.whole.part((group * size)..<((group + 1) * size))
            let table = try table(of: run, ParallelRows(threads: 1))
            table.encode(run, into: codes.baseAddress! + (group - groups.lowerBound) * size)
            errors.add(table.errors)
            tables.append(table)
          }
          try write(codesOf: places) { PackedCodes.pack(codes.baseAddress!, places.count, layout.bits, into: $0) }
        }
        try write(tables, at: groups.lowerBound)
      }
      return errors
    }
    try failure.check()
    var errors = PaletteErrors()
    for part in parts { errors.add(part) }
    return errors
  }

  private func table(of run: WeightRun<Format>, _ parallel: ParallelRows) throws -> LevelTable<Format> {
    let histogram = try weights.histogram(run, parallel) { places in
      if places.count >= Self.block { sink.putAway(weights.whole.part(places).ownBytes) }
    }
    return try LevelTable(histogram, bits: layout.bits, options.cancellation)
  }

  private func write(codesOf places: Range<Int>, _ pack: (UnsafeMutablePointer<UInt8>) -> Void) throws {
    let size = PackedCodes.byteCount(places.count, bits: layout.bits)
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { bytes in
      pack(bytes.baseAddress!)
      try sink.writeCodes(UnsafeRawBufferPointer(bytes), places.lowerBound / 8 * layout.bits)
    }
    sink.putAway(weights.whole.part(places).ownBytes)
  }

  private func write(_ tables: [LevelTable<Format>], at group: Int) throws {
    var entries: [Format.Bits] = []
    entries.reserveCapacity(tables.count << layout.bits)
    for table in tables {
      for entry in table.entries { entries.append(entry.littleEndian) }
    }
    try entries.withUnsafeBytes { bytes in
      try sink.writeTables(bytes, group << layout.bits * MemoryLayout<Format.Bits>.size)
    }
  }
}
