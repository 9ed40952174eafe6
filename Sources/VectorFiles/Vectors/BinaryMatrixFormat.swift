/// The matrices of big-ann-benchmarks.com: the numbers of rows and columns (uint32) and the elements, little-endian; `.fbin`
/// float32, `.u8bin` uint8, `.i8bin` int8, `.ibin` int32. Nothing but the name tells.
struct BinaryMatrixFormat: StoredFormat {
  let title: String
  let suffixes: [String]
  private let elementType: ElementType

  private init(_ suffix: String, _ title: String, _ elementType: ElementType) {
    (suffixes, self.title, self.elementType) = ([suffix], title, elementType)
  }

  static let all: [any MatrixFormat] = [
    BinaryMatrixFormat(".fbin", "an .fbin file", .float32), BinaryMatrixFormat(".u8bin", "a .u8bin file", .uint8),
    BinaryMatrixFormat(".i8bin", "an .i8bin file", .int8), BinaryMatrixFormat(".ibin", "an .ibin file", .int32),
  ]

  func isFormat(of file: MappedFile) -> Bool { file.name.hasSuffix(suffixes[0]) }

  func matrix(in file: MappedFile) throws(VectorFileError) -> StoredMatrix {
    let count = file.bytes.count
    guard let rows = file.bytes.littleEndian(UInt32.self, at: 0).map(Int.init(clamping:)),
      let columns = file.bytes.littleEndian(UInt32.self, at: 4).map(Int.init(clamping:))
    else {
      throw file.failure(.byte(count), "the file ends inside the numbers of rows and columns", "copy or write it again")
    }
    guard rows > 0, columns > 0 else {
      throw file.failure(.byte(0), "the matrix has \(rows) rows and \(columns) columns", "write at least one of each")
    }
    let (row, first) = columns.multipliedReportingOverflow(by: elementType.byteCount)
    let (elements, second) = rows.multipliedReportingOverflow(by: row)
    let overflow = first || second
    guard !overflow, elements == count - 8 else {
      let size = overflow ? "more bytes than any file has" : "\(elements) bytes"
      throw file.failure(
        .byte(overflow || elements > count - 8 ? count : 8 + elements),
        "\(rows) x \(columns) elements are \(size), the file has \(count - 8)", "copy or write the file again")
    }
    return StoredMatrix(file, elementType, rows: rows, columns: columns, offset: 8)
  }
}
