/// A dataset of numbers: their type and extents, and where they are.
struct HDF5Dataset {
  private let library: HDF5Library
  let elementType: ElementType
  let shape: [Int]
  /// Whether elements are read bit by bit, in this order of bytes; else they are converted to Double.
  private let isPlain: Bool
  private let isLittleEndian: Bool
  /// The size of an element in the file, in bytes.
  private let storedByteCount: Int

  private var functions: HDF5Functions { library.functions }

  /// nil where the elements are no real numbers.
  init?(_ dataset: borrowing HDF5Handle, _ library: HDF5Library) throws(VectorFileError) {
    self.library = library
    let functions = library.functions
    let type = try library.handle(functions.type(dataset.id), functions.closeType, "the type of a dataset is damaged")
    guard let (elementType, isPlain) = Self.elementType(type.id, functions) else { return nil }
    (self.elementType, self.isPlain) = (elementType, isPlain)
    isLittleEndian = functions.typeOrder(type.id) == 0
    storedByteCount = max(1, functions.typeSize(type.id))
    let space = try library.handle(
      functions.space(dataset.id), functions.closeSpace, "the extents of a dataset are damaged")
    let count = functions.dimensionCount(space.id)
    guard (0...32).contains(count) else { throw library.failure("the extents of a dataset are damaged") }
    var extents = [UInt64](repeating: 0, count: Int(count))
    if count > 0, functions.dimensions(space.id, &extents, nil) < 0 {
      throw library.failure("the extents of a dataset are damaged")
    }
    shape = extents.map { Int(clamping: $0) }
  }

  /// The type of elements, and whether they are stored in its usual form.
  private static func elementType(_ type: HDF5Functions.ID, _ functions: HDF5Functions) -> (ElementType, isPlain: Bool)?
  {
    let size = functions.typeSize(type)
    let isWhole = functions.typePrecision(type) == 8 * size
    switch functions.typeClass(type) {
    case 0:  // integers
      let isSigned = functions.typeSign(type) == 1
      let found: ElementType? =
        switch (size, isSigned) {
        case (1, true): .int8
        case (1, false): .uint8
        case (2, true): .int16
        case (2, false): .uint16
        case (4, true): .int32
        case (4, false): .uint32
        case (8, true): .int64
        case (8, false): .uint64
        default: nil
        }
      return isWhole ? found.map { ($0, true) } ?? (.float64, false) : (.float64, false)
    case 1:  // floating point
      switch (size, functions.typeBias(type)) {
      case (2, 15) where isWhole: return (.float16, true)
      case (2, 127) where isWhole: return (.bfloat16, true)
      case (4, 127) where isWhole: return (.float32, true)
      case (8, 1023) where isWhole: return (.float64, true)
      default: return (.float64, false)
      }
    // numpy's truth values
    case 8 where size == 1 && functions.memberCount(type) == 2: return (.bool, true)
    default: return nil
    }
  }

  /// The elements: where they lie in the file, if they do one behind the other; else read into memory.
  ///
  /// - Parameter title: what errors call the dataset.
  func matrix(
    _ dataset: borrowing HDF5Handle, of source: MappedFile, title: String
  ) throws(VectorFileError) -> StoredMatrix {
    let failure = NumPyFailure(path: title)
    guard (1...4).contains(shape.count), shape.dropFirst(2).allSatisfy({ $0 == 1 }) else {
      throw failure.shape(shape, "has \(shape.count) dimensions instead of 2")
    }
    let (rows, columns) = (shape[0], shape.count > 1 ? shape[1] : 1)
    guard rows > 0 else { throw failure.shape(shape, "has no rows") }
    guard columns > 0 else { throw failure.shape(shape, "has no columns") }
    let (row, first) = columns.multipliedReportingOverflow(by: elementType.byteCount)
    let (size, second) = rows.multipliedReportingOverflow(by: row)
    let plan = try library.handle(
      functions.plan(dataset.id), functions.closeList, "the layout of “\(title)” is damaged")
    guard functions.layout(plan.id) != Self.virtual else {
      throw failure.make(
        .file, "the dataset is virtual: its values lie in other files, and would be zeros where one is missing",
        "name these files (a directory, or a pattern), or save the array with numpy.save")
    }
    let stored = Int(clamping: functions.storedSize(dataset.id))
    // Chunks may be packed: the best of the filters make a byte of some thousands. Everything else is as long as it is, which
    // not every version of the library looks at.
    let isChunked = functions.layout(plan.id) == Self.chunked
    guard !first, !second, stored > 0,
      isChunked ? size / stored <= 1 << 20 : stored / storedByteCount >= rows * columns
    else {
      throw failure.shape(shape, "belongs to elements of which the file has \(stored) bytes")
    }
    if let offset = offset(dataset, plan, size: size, in: source) {
      return StoredMatrix(
        MappedFile(offset..<(offset + size), of: source, path: title, name: ""), elementType, rows: rows,
        columns: columns, offset: 0, isLittleEndian: isLittleEndian)
    }
    try checkFilters(plan)
    guard let target = FallibleMemory.allocate(size, of: UInt8.self) else {
      throw .memory(title, "\(rows) x \(columns) elements of \(elementType.byteCount) bytes")
    }
    let file = MappedFile(allocated: UnsafeRawBufferPointer(target), path: title, name: "", depth: 1)
    try read(dataset, plan, into: UnsafeMutableRawBufferPointer(target), rowSize: row, source)
    return StoredMatrix(file, elementType, rows: rows, columns: columns, offset: 0)
  }

  /// Where the elements lie as they are; nil where they do not.
  private func offset(
    _ dataset: borrowing HDF5Handle, _ plan: borrowing HDF5Handle, size: Int, in source: MappedFile
  ) -> Int? {
    guard isPlain, functions.layout(plan.id) == 1, functions.externalCount(plan.id) == 0,
      functions.filterCount(plan.id) == 0, let offset = Int(exactly: functions.offset(dataset.id)),
      offset <= source.bytes.count, size <= source.bytes.count - offset
    else { return nil }
    return offset
  }

  /// Throws where values went through a filter that the library has not.
  private func checkFilters(_ plan: borrowing HDF5Handle) throws(VectorFileError) {
    for index in 0..<max(0, functions.filterCount(plan.id)) {
      var (flags, count, configuration): (UInt32, Int, UInt32) = (0, 0, 0)
      var name = [CChar](repeating: 0, count: 64)
      let filter = functions.filter(plan.id, UInt32(index), &flags, &count, nil, name.count - 1, &name, &configuration)
      guard filter >= 0 else { throw library.failure("the filters of a dataset are damaged") }
      guard functions.isFilterThere(filter) <= 0 else { continue }
      let known = name.prefix { $0 != 0 }
      let title =
        known.isEmpty ? "" : " (\(String(decoding: known.map(UInt8.init(truncatingIfNeeded:)), as: UTF8.self)))"
      _ = library.failure("")
      throw library.failure(
        "the values are packed by filter \(filter)\(title), which libhdf5 has not here",
        "name the folder of its plugin in HDF5_PLUGIN_PATH (pip install hdf5plugin has many), or save the array with numpy.save"
      )
    }
  }

  /// Reads rows, as many at once as fill some megabytes and, where they lie in chunks, a number of these.
  private func read(
    _ dataset: borrowing HDF5Handle, _ plan: borrowing HDF5Handle, into target: UnsafeMutableRawBufferPointer,
    rowSize: Int,
    _ source: MappedFile
  ) throws(VectorFileError) {
    let type = try memoryType(dataset)
    let space = try library.handle(
      functions.space(dataset.id), functions.closeSpace, "the extents of a dataset are damaged")
    var chunk = [UInt64](repeating: 1, count: shape.count + 1)
    let isChunked =
      functions.layout(plan.id) == Self.chunked && functions.chunk(plan.id, Int32(shape.count), &chunk) >= 0
    let unit = isChunked ? max(1, Int(clamping: chunk[0])) : 1
    let wanted = max(1, Self.blockSize / rowSize)
    let some = min(shape[0], wanted <= unit ? unit : wanted / unit * unit)
    source.meter?.begin("read", of: shape[0])
    for start in stride(from: 0, to: shape[0], by: some) {
      let count = min(some, shape[0] - start)
      let first = [UInt64(start)] + [UInt64](repeating: 0, count: shape.count - 1)
      let extents = [UInt64(count)] + shape.dropFirst().map(UInt64.init)
      let memory = try library.handle(
        functions.simpleSpace(Int32(shape.count), extents, nil), functions.closeSpace, "the library fails")
      guard functions.select(space.id, 0, first, nil, extents, nil) >= 0,
        functions.read(dataset.id, type.id, memory.id, space.id, 0, target.baseAddress.map { $0 + start * rowSize })
          >= 0
      else { throw library.failure("rows \(start)...\(start + count - 1) cannot be read") }
      source.meter?.advance(by: count)
    }
  }

  private static let blockSize = 1 << 23
  private static let chunked: Int32 = 2
  private static let virtual: Int32 = 3

  /// The type of elements in memory: that of the file with the lowest byte first, or Double.
  private func memoryType(_ dataset: borrowing HDF5Handle) throws(VectorFileError) -> HDF5Handle {
    guard isPlain else {
      return try library.handle(functions.copyType(functions.double), functions.closeType, "the library fails")
    }
    let stored = try library.handle(functions.type(dataset.id), functions.closeType, "the type of a dataset is damaged")
    let type = try library.handle(
      functions.copyType(stored.id), functions.closeType, "the type of a dataset is damaged")
    // Truth values have one byte.
    if elementType.byteCount > 1, functions.setTypeOrder(type.id, 0) < 0 { throw library.failure("the library fails") }
    return type
  }
}
