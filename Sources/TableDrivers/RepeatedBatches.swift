internal import CArrowInterface
internal import VectorFiles

/// The columns of a database or a file of columns, in its own types where the other database has them: uuids are texts, vectors lists of
/// numbers; in SQLite lists are the bytes of Floats, and decimals numbers.
final class RepeatedBatches: RepeatedRows {
  /// What becomes of a column.
  enum Form: Equatable { case same, texts, numbers, blobs, lists }

  private let batches: KeptBatches
  private let fields: [ArrowField]
  private let forms: [Form]
  private let driver: String

  /// - Parameter driver: that of the database that they go to.
  init(_ batches: KeptBatches, to driver: String) {
    (self.batches, self.driver) = (batches, driver)
    fields = batches.fields.fields
    forms = fields.map { Form($0.type, to: driver) }
  }

  var names: [String] { fields.map(\.name) }

  /// The columns that are not written as they were, in words.
  var notes: [String] {
    zip(fields, forms).compactMap { field, form in
      // PostgreSQL makes its own types of them again.
      if driver == "postgresql", field.serverType != nil { return nil }
      switch form {
      case .same, .lists: return nil
      case .texts: return "“\(field.name)” is written as texts"
      case .numbers: return "the decimals of “\(field.name)” are written as the nearest numbers"
      case .blobs:
        return
          "the lists of “\(field.name)” are written as bytes of numbers of 32 bits, NaN where an element is missing"
      }
    }
  }

  func schemas(named names: [String]) -> [ArrowSchema] {
    zip(batches.schemas(named: names), zip(forms, names)).map { schema, target in
      guard target.0 != .same else { return schema }
      var schema = schema
      schema.release?(&schema)
      switch target.0 {
      case .texts, .same: return ArrowSchema(exporting: "U", target.1)
      case .numbers: return ArrowSchema(exporting: ArrowNumber.float64.rawValue, target.1)
      case .blobs: return ArrowSchema(exporting: "Z", target.1)
      case .lists:
        return ArrowSchema(
          exporting: "+L", target.1, children: [ArrowSchema(exporting: ArrowNumber.float32.rawValue, "item")])
      }
    }
  }

  func next() -> (rows: Int, columns: [ArrowArray])? {
    guard let (rows, columns) = batches.nextColumns() else { return nil }
    let converted = columns.enumerated().map { column, array in
      guard forms[column] != .same else { return array }
      var array = array
      defer { array.release?(&array) }
      return forms[column].converted(array, fields[column].type, rows: rows)
    }
    return (rows, converted)
  }
}

extension RepeatedBatches.Form {
  init(_ type: ArrowType, to driver: String) {
    switch type {
    case .uuids: self = driver == "duckdb" ? .same : .texts
    case .blobs(_, .vectors), .blobs(_, .halfVectors): self = driver == "sqlite" ? .blobs : .lists
    case .fixedLists(_, of: let content), .lists(_, of: let content):
      self = driver == "sqlite" && content.isNumber ? .blobs : .same
    case .decimals: self = driver == "sqlite" ? .numbers : .same
    default: self = .same
    }
  }

  func converted(_ array: ArrowArray, _ type: ArrowType, rows: Int) -> ArrowArray {
    switch self {
    case .same: return array
    case .texts:
      let cells = ArrowTextColumn(array, type)
      var texts = ExportedTexts()
      for row in 0..<rows {
        let text = Array(cells[row].utf8)
        text.withUnsafeBufferPointer { texts.append($0) }
      }
      return texts.array(0..<rows)
    case .numbers:
      var numbers = [Double](repeating: .nan, count: rows)
      numbers.withUnsafeMutableBufferPointer { numbers in
        if let target = numbers.baseAddress { ArrowColumn(array, type).write(0..<rows, to: target, stride: 1) }
      }
      return ExportedColumn("", numbers).array(0..<rows)
    case .blobs, .lists:
      let vectors = ArrowVectors(array, type)
      return ExportedLists((0..<rows).map { vectors[$0] }).array(areBytes: self == .blobs)
    }
  }
}
