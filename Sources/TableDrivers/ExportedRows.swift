internal import CArrowInterface
internal import Matrices
internal import VectorFiles

/// Rows that a driver takes in batches.
final class ExportedRows {
  private let columns: [ExportedColumn]
  private let count: Int
  private let batchRows: Int
  private let meter: WorkMeter?
  private let repeated: (any RepeatedRows)?
  private var taken = 0
  /// Why there were no more rows, where those that are repeated failed.
  private(set) var failure: VectorFileError?

  /// - Parameters:
  ///   - meter: what hears how many of them were taken.
  ///   - repeated: columns in front of the others, which come in batches of their own.
  init(
    _ columns: [ExportedColumn], count: Int, batchRows: Int = 1 << 16, meter: WorkMeter? = nil,
    behind repeated: (any RepeatedRows)? = nil
  ) {
    (self.columns, self.count, self.batchRows, self.meter) = (columns, count, batchRows, meter)
    self.repeated = repeated
  }

  /// A stream of the rows, which holds them until it is released.
  func stream(path: String) -> ArrowStream {
    let stream = ArrowStream(path: path, owner: nil)
    stream.pointer.pointee = ArrowArrayStream(
      get_schema: { stream, schema in
        guard let rows = ExportedRows.of(stream), let schema else { return ExportedRows.invalid }
        schema.initialize(to: ArrowSchema(exporting: "+s", "", children: rows.schemas))
        return 0
      },
      get_next: { stream, array in
        guard let rows = ExportedRows.of(stream), let array else { return ExportedRows.invalid }
        do throws(VectorFileError) {
          array.initialize(to: try rows.next())
          return 0
        } catch {
          rows.failure = error
          return ExportedRows.invalid
        }
      }, get_last_error: { _ in nil },
      release: { stream in
        guard let stream, let data = stream.pointee.private_data else { return }
        Unmanaged<ExportedRows>.fromOpaque(data).release()
        (stream.pointee.private_data, stream.pointee.release) = (nil, nil)
      }, private_data: Unmanaged.passRetained(self).toOpaque())
    return stream
  }

  private static let invalid: Int32 = 22  // EINVAL

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> ExportedRows? {
    guard let data = stream?.pointee.private_data else { return nil }
    return Unmanaged<ExportedRows>.fromOpaque(data).takeUnretainedValue()
  }

  /// Those of the repeated columns have names that differ from the others'.
  private var schemas: [ArrowSchema] {
    let names = DistinctNames.names((repeated?.names ?? []) + columns.map(\.name))
    return (repeated?.schemas(named: names) ?? []) + columns.map(\.schema)
  }

  /// The next batch; one without a release behind the last.
  private func next() throws(VectorFileError) -> ArrowArray {
    guard taken < count else { return ArrowArray() }
    if taken == 0 { meter?.begin("write", of: count) }
    let batch = try repeated?.next()
    let rows = taken..<min(count, taken + (batch?.rows ?? (repeated == nil ? batchRows : 0)))
    guard !rows.isEmpty, batch.map({ $0.rows == rows.count }) ?? true else {
      for var column in batch?.columns ?? [] { column.release?(&column) }
      throw VectorFileError(
        kind: .inputOutput, path: "", location: .file, problem: "there are other rows than were read",
        advice: "run again when nobody writes the data")
    }
    taken = rows.upperBound
    meter?.advance(by: rows.count)
    return ArrowArray(
      exporting: rows.count, missing: 0, buffers: [nil], ArrowMemory(),
      children: (batch?.columns ?? []) + columns.map { $0.array(rows) })
  }
}
