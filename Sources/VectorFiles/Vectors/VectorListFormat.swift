/// The lists of vectors of corpus-texmex.irisa.fr: each row is the number of its elements (int32) and these, little-endian;
/// `.fvecs` float32, `.bvecs` uint8, `.ivecs` int32. Nothing but the name tells.
struct VectorListFormat: StoredFormat {
  let title: String
  let suffixes: [String]
  private let elementType: ElementType

  private init(_ suffix: String, _ title: String, _ elementType: ElementType) {
    (suffixes, self.title, self.elementType) = ([suffix], title, elementType)
  }

  static let all: [any MatrixFormat] = [
    VectorListFormat(".fvecs", "an .fvecs file", .float32), VectorListFormat(".bvecs", "a .bvecs file", .uint8),
    VectorListFormat(".ivecs", "an .ivecs file", .int32),
  ]

  func isFormat(of file: MappedFile) -> Bool { file.name.hasSuffix(suffixes[0]) }

  func matrix(in file: MappedFile) throws(VectorFileError) -> StoredMatrix {
    let count = file.bytes.count
    guard let first = file.bytes.littleEndian(Int32.self, at: 0) else {
      throw file.failure(.byte(count), "the file ends inside the first row", "copy or write the file again")
    }
    let columns = Int(first)
    guard (1...(1 << 28)).contains(columns) else {
      throw file.failure(.byte(0), "the first row has \(columns) elements", "write one to 268435456 per row")
    }
    let stride = 4 + columns * elementType.byteCount
    let rows = count / stride
    for row in 0..<rows {
      guard let found = file.bytes.littleEndian(Int32.self, at: row * stride), found != first else { continue }
      throw file.failure(
        .row(row, column: nil), "it has \(found) elements instead of \(columns) as row 0 (byte \(row * stride))",
        "give every row the same number of elements")
    }
    guard count == rows * stride else {
      throw file.failure(
        .byte(count),
        "the file ends inside row \(rows): a row takes \(stride) bytes, and \(count - rows * stride) are there",
        "copy or write the file again")
    }
    return StoredMatrix(file, elementType, rows: rows, columns: columns, offset: 4, rowStride: stride)
  }
}
