public import Palettes
internal import TesseraKernels
public import VectorFiles

/// Checkpoints whose weights are codes of tables: safetensors files in which `NAME.indices` and `NAME.lut` stand for the tensor
/// `NAME`, in the layout that the documentation of `Palettes` has.
///
/// ```swift
/// var options = PaletteOptions(bits: 4)
/// options.grouping = .channel
/// let summary = try PaletteFile.palettize("model.safetensors", options, to: "small.safetensors")
/// print(summary.errors.relative, summary.bitsPerWeight ?? 0)
/// try PaletteFile.dequantize("small.safetensors", to: "again.safetensors")
/// ```
///
/// Files are read where they lie and written as they are made, tensor by tensor: the memory that is needed does not grow with the
/// file, nor with tensors of float16 and bfloat16.
public enum PaletteFile {
  /// The key of the metadata that says which tensors are palettes.
  public static let key: SafeTensorsFile.Key = "tessera.palettes"
  /// The value of its `schema`.
  public static let schema = "tessera.palettes/1"

  /// Makes palettes of all tensors of floating point for which that saves anything; the others, and the metadata, are copied.
  ///
  /// - Parameters:
  ///   - importances: a safetensors file with tensors of the same names: one importance per weight, or one per index of the input
  ///     axis; weights without count the same.
  /// - Throws: where a weight is not finite, an importance not usable, a file cannot be read or written. Nothing is written then.
  /// - Complexity: two passes over the file, and one optimum per table. Memory: a few MB per thread; of a tensor of float32 or
  ///   float64 whose tables are of many weights, about 100 bytes per distinct value of one group.
  public static func palettize(
    _ path: String, importances: String? = nil, _ options: PaletteOptions, to output: String
  ) throws(PaletteFileError) -> PaletteSummary {
    let reader = try reader(path)
    if reader.metadata[key] != nil {
      throw failure(path, "its weights are palettes already", "make them weights again first (--dequantize)")
    }
    let plan = try PalettePlan(reader, try importances.map(Self.reader), options)
    let writer = try filed { () throws(VectorFileError) in
      try SafeTensorsWriter(plan.metadata, plan.outlines, to: output)
    }
    // The largest first: who is done early takes another.
    let tensors = plan.tensors.sorted { $0.layout.weightCount > $1.layout.weightCount }
    let threads = options.threadCount ?? ParallelRows.processorCount
    let workers = max(1, min(threads, tensors.count))
    var inner = options
    inner.threadCount = max(1, threads / workers)
    let failure = FirstFailure()
    let errors = ParallelRows(threads: workers).mapChunks(of: tensors.count, chunk: 1) { [inner] _, index, _ in
      var errors = PaletteErrors()
      failure.attempt(index) { errors = try tensors[index].run(inner, reader, writer) }
      return errors
    }
    try checked { try failure.check() }
    try copy(plan.copied.map(\.name), from: reader, to: writer)
    try filed { () throws(VectorFileError) in try writer.finish() }
    return plan.summary(zip(tensors, errors).map { $0.summary($1) }, reader, writer)
  }

  /// Copies tensors that stay what they are.
  static func copy(
    _ names: [SafeTensorsFile.Key], from reader: SafeTensorsReader, to writer: SafeTensorsWriter
  ) throws(PaletteFileError) {
    let names = Set(names)
    for tensor in reader.tensors where names.contains(tensor.name) {
      let bytes = reader.bytes(of: tensor)
      for start in stride(from: 0, to: bytes.count, by: 1 << 24) {
        let some = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + 1 << 24, bytes.count)])
        try filed { () throws(VectorFileError) in try writer.write(some, of: tensor.name, at: start) }
        reader.putAway(some)
      }
    }
  }

  static func reader(_ path: String) throws(PaletteFileError) -> SafeTensorsReader {
    try filed { () throws(VectorFileError) in try SafeTensorsReader(contentsOf: path) }
  }

  static func filed<Value: ~Copyable>(
    _ body: () throws(VectorFileError) -> Value
  ) throws(PaletteFileError) -> Value {
    do throws(VectorFileError) { return try body() } catch { throw .file(error) }
  }

  /// What threads throw.
  static func checked(_ body: () throws -> Void) throws(PaletteFileError) {
    do { try body() } catch { throw error as? PaletteFileError ?? .interrupted }
  }

  static func failure(_ path: String, _ problem: String, _ advice: String) -> PaletteFileError {
    .file(VectorFileError(kind: .badData, path: path, location: .file, problem: problem, advice: advice))
  }
}
