internal import CArrowInterface
internal import Matrices

/// Rows that a driver takes in batches.
final class ExportedRows {
  private let columns: [ExportedColumn]
  private let count: Int
  private let batchRows: Int
  private let meter: WorkMeter?
  private var taken = 0

  /// - Parameter meter: what hears how many of them were taken.
  init(_ columns: [ExportedColumn], count: Int, batchRows: Int = 1 << 16, meter: WorkMeter? = nil) {
    (self.columns, self.count, self.batchRows, self.meter) = (columns, count, batchRows, meter)
  }

  /// A stream of the rows, which holds them until it is released.
  func stream(path: String) -> ArrowStream {
    let stream = ArrowStream(path: path, owner: nil)
    stream.pointer.pointee = ArrowArrayStream(
      get_schema: { stream, schema in
        guard let rows = ExportedRows.of(stream), let schema else { return ExportedRows.invalid }
        schema.initialize(to: ArrowSchema(exporting: "+s", "", children: rows.columns.map(\.schema)))
        return 0
      },
      get_next: { stream, array in
        guard let rows = ExportedRows.of(stream), let array else { return ExportedRows.invalid }
        array.initialize(to: rows.next())
        return 0
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

  /// The next batch; one without a release behind the last.
  private func next() -> ArrowArray {
    guard taken < count else { return ArrowArray() }
    if taken == 0 { meter?.begin("write", of: count) }
    let rows = taken..<min(count, taken + batchRows)
    taken = rows.upperBound
    meter?.advance(by: rows.count)
    return ArrowArray(
      exporting: rows.count, missing: 0, buffers: [nil], ArrowMemory(), children: columns.map { $0.array(rows) })
  }
}
