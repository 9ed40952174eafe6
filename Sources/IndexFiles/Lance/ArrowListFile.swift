public import Matrices
public import VectorFiles

/// A matrix as an Arrow file: one column of lists of one length, `fixed_size_list<float32>[columns]`, one per row.
///
/// ```swift
/// try ArrowListFile.write(centroids, named: "ivf_centroids", to: "ivf_centroids.arrow")
/// ```
/// ```python
/// pyarrow.ipc.open_file("ivf_centroids.arrow").read_all()["ivf_centroids"].chunk(0)   # what Lance takes
/// ```
///
/// Written here, and not by a driver: DuckDB writes Arrow's files by an extension alone that is loaded from the network, and what
/// is needed of the format are two messages of a few numbers before the elements.
///
/// Source: <https://arrow.apache.org/docs/format/Columnar.html>, *IPC File Format*, metadata version 5.
public enum ArrowListFile {
  private static let magic = Array("ARROW1".utf8)
  private static let version = Int16(4)
  private enum Header { static let (schema, batch) = (UInt8(1), UInt8(3)) }

  /// Writes the file, whole or not at all.
  ///
  /// - Parameter matrix: at least one row and one column.
  public static func write(_ matrix: Matrix<Float>, named name: String, to path: String) throws(VectorFileError) {
    let elements = matrix.count * 4
    let body = (elements + 7) / 8 * 8
    let schema = message(Header.schema, bodyLength: 0) { Self.schema(of: matrix, name, in: &$0) }
    let batch = message(Header.batch, bodyLength: body) { buffer in
      let rows = Int64(matrix.rows)
      let nodes = buffer.structs([rows, 0, Int64(matrix.count), 0], width: 2)
      // No marks of missing lists, none of missing elements, the elements.
      let buffers = buffer.structs([0, 0, 0, 0, 0, Int64(elements)], width: 2)
      return buffer.table([.number(rows), .place(nodes), .place(buffers)])
    }
    let start = magic + [0, 0] + schema
    let end: [UInt8] = Array(repeating: 0, count: body - elements) + [255, 255, 255, 255, 0, 0, 0, 0]
    var footer = FlatBuffer()
    let fields = Self.schema(of: matrix, name, in: &footer)
    let none = footer.structs([], width: 3)
    let block = footer.structs([Int64(start.count), Int64(batch.count), Int64(body)], width: 3)
    let root = footer.table([.number(version), .place(fields), .place(none), .place(block)])
    let foot = footer.message(root: root)
    let tail = end + foot + bytes(of: Int32(foot.count)) + magic
    let head = start + batch
    try matrix.withUnsafeElements { elements throws(VectorFileError) in
      try head.withUnsafeBufferPointer { head throws(VectorFileError) in
        try tail.withUnsafeBufferPointer { tail throws(VectorFileError) in
          try AtomicFile.write(
            UnsafeRawBufferPointer(head), UnsafeRawBufferPointer(elements), UnsafeRawBufferPointer(tail), to: path)
        }
      }
    }
  }

  /// The field and, in it, that of its elements.
  private static func schema(of matrix: Matrix<Float>, _ name: String, in buffer: inout FlatBuffer) -> FlatBuffer.Place
  {
    let single = buffer.table([.number(Int16(1))])
    let itemName = buffer.string("item")
    let noChildren = buffer.vector([])
    // name, nullable, type, its members, dictionary, children
    let item = buffer.table([
      .place(itemName), .number(UInt8(1)), .number(UInt8(3)), .place(single), .absent, .place(noChildren),
    ])
    let list = buffer.table([.number(Int32(matrix.columns))])
    let children = buffer.vector([item])
    let title = buffer.string(name)
    let field = buffer.table([
      .place(title), .number(UInt8(1)), .number(UInt8(16)), .place(list), .absent, .place(children),
    ])
    let fields = buffer.vector([field])
    return buffer.table([.number(Int16(0)), .place(fields)])
  }

  /// A message behind its mark and its length.
  private static func message(
    _ header: UInt8, bodyLength: Int, _ body: (inout FlatBuffer) -> FlatBuffer.Place
  ) -> [UInt8] {
    var buffer = FlatBuffer()
    let content = body(&buffer)
    let root = buffer.table([
      .number(version), .number(header), .place(content), .number(Int64(bodyLength)),
    ])
    let bytes = buffer.message(root: root)
    return [255, 255, 255, 255] + Self.bytes(of: Int32(bytes.count)) + bytes
  }

  private static func bytes(of number: Int32) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }
}
