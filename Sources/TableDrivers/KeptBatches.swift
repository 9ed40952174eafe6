internal import CArrowInterface
internal import VectorFiles

/// The rows of a table as a driver gave them, for an output that repeats them with all their types.
///
/// They do not hold the stream that they come from: the database may be written meanwhile. Who takes a batch owns it, hence `@unchecked
/// Sendable`: the one output that repeats them.
final class KeptBatches: KeptTable, @unchecked Sendable {
  private var schema: ArrowSchema
  private var batches: [ArrowArray] = []
  /// Stays loaded as long as there are batches of it.
  private let driver: AnyObject?
  private var next = 0

  /// - Parameter schema: of the batches; it is released here.
  init(_ schema: ArrowSchema, driver: AnyObject?) { (self.schema, self.driver) = (schema, driver) }

  deinit {
    schema.release?(&schema)
    for index in batches.indices { batches[index].release?(&batches[index]) }
  }

  /// Takes a batch over.
  func append(_ batch: ArrowBatch) { batches.append(batch.taken()) }

  var names: [String] { ArrowFields(schema).fields.map(\.name) }
  var fields: ArrowFields { ArrowFields(schema) }

  /// Whether the rows were taken before.
  var isTaken: Bool { next > 0 }

  /// The columns' types under other names.
  func schemas(named names: [String]) -> [ArrowSchema] {
    (0..<Int(schema.n_children)).compactMap { column in
      schema.children?[column].map { $0.pointee.copy(named: names[column]) }
    }
  }

  /// The columns of the next rows, which the caller releases; nil behind the last.
  func nextColumns() -> (rows: Int, columns: [ArrowArray])? {
    guard next < batches.count else { return nil }
    let place = next
    next += 1
    let (rows, offset) = (batches[place].length, batches[place].offset)
    var columns: [ArrowArray] = []
    for column in 0..<Int(batches[place].n_children) {
      guard let child = batches[place].children?[column] else { continue }
      var moved = child.pointee
      child.pointee.release = nil
      // The offset of the rows counts for every column.
      (moved.offset, moved.length) = (moved.offset + offset, rows)
      columns.append(moved)
    }
    batches[place].release?(&batches[place])
    return (Int(rows), columns)
  }
}
