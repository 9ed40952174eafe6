internal import Matrices
public import Quantization
public import VectorFiles

/// Codes in a file: whole numbers, a row per vector.
///
/// A `.npy` file holds one number per position, [rows, positions] ([rows] where there is one), as uint8 where all codebooks have up to 256
/// codes, else uint16 or int32; or the packed bytes, uint8, [rows, bytes]. Where there are as many bytes as positions, numbers are
/// uint16 at least, and uint8 are bytes. A table has columns `code1`,
/// `code2`, ... A `.safetensors` file holds the packed bytes, the tensor `codes`, and knows its codebook by
/// ``CodebookFile/fingerprint``: codes of another one are refused. The other formats cannot say whose codes they are.
public enum CodesFile {
  /// The value of the metadata's `format`.
  public static let format = "tessera.codes/1"

  /// The names of the columns of a table.
  public static func columnNames(_ positions: Int) -> [String] { (0..<positions).map { "code\($0 + 1)" } }

  /// Writes them as `.npy`.
  ///
  /// - Parameter isPacked: whether the packed bytes are written.
  public static func write(_ codes: Codes, isPacked: Bool = false, to path: String) throws(VectorFileError) {
    if isPacked {
      try NumPyFile.write(bytes: codes.bytes, columns: codes.bytesPerRow, to: path)
    } else {
      let most = 1 << (codes.bits.max() ?? 1)
      try NumPyFile.write(
        codes: codes.values, columns: codes.bits.count, below: isAmbiguous(codes.bits) ? max(most, 1 << 16) : most,
        to: path)
    }
  }

  /// Whether packed bytes look like numbers of positions: there are as many, and not every byte is one.
  static func isAmbiguous(_ bits: [Int]) -> Bool {
    Codes.bytesPerRow(of: bits) == bits.count && bits.contains { $0 != 8 }
  }

  /// Writes the packed bytes as safetensors.
  public static func writeTensors(
    _ codes: Codes, of codebook: CodebookFile, to path: String
  ) throws(VectorFileError) {
    var file = SafeTensorsFile()
    file.metadata = [
      "format": format, "version": TesseraVersion.current,
      "bits": JSONValue.array(codes.bits.map { .integer($0) }).text, "codebook": codebook.fingerprint,
    ]
    file.tensors["codes"] = .init(elementType: .uint8, shape: [codes.rows, codes.bytesPerRow], bytes: codes.bytes)
    try file.write(to: path)
  }

  /// Reads the codes of a codebook.
  ///
  /// - Throws: ``/VectorFiles/VectorFileError``; also where there are as many columns as neither positions nor packed bytes, or an element is
  ///   no code, with its place.
  public static func read(
    _ path: String, of codebook: CodebookFile, tableLoader: (any TableLoader)? = nil
  ) throws(VectorFileError) -> Codes {
    let bits = codebook.quantizer.bits
    if ModelFile.isSafeTensors(path) {
      let file = try SafeTensorsFile(contentsOf: path)
      guard let tensor = file.tensors["codes"], tensor.elementType == .uint8, tensor.shape.count == 2,
        let codes = try? Codes(rows: tensor.shape[0], bits: bits, bytes: tensor.bytes),
        file.metadata["bits"] ?? "" == JSONValue.array(bits.map { .integer($0) }).text
      else {
        throw VectorFileError(
          kind: .badData, path: path, location: .file, problem: "there are no codes of this codebook",
          advice: "use what tessera codebook encode wrote with it")
      }
      if let own = file.metadata["codebook"], own != codebook.fingerprint {
        throw VectorFileError(
          kind: .badData, path: path, location: .file,
          problem:
            "the codes are of another codebook of \(bits.reduce(0, +)) bits per vector: here they stand for other vectors",
          advice: "use the codebook that they were written with")
      }
      return codes
    }
    var reader = VectorFileReader()
    reader.tableLoader = tableLoader
    if OutputFormats.suffix(of: path) == ".npy" {
      reader.table.leavesColumnsAside = false
    } else {
      reader.table.modelColumns = columnNames(bits.count)
    }
    let data: VectorData
    do throws(VectorFileError) {
      data = try reader.read(path)
    } catch {
      var error = error
      // Options of tables are not for codes.
      if error.advice.contains("--") { error.advice = "use what tessera codebook encode wrote with this codebook" }
      throw error
    }
    let further = columnNames(bits.count + 1)[bits.count]
    guard !data.leftAside.contains(where: { $0.column.name == further }) else {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "there is a column \(further), and codes of this codebook have \(bits.count)",
        advice: "use what tessera codebook encode wrote with it")
    }
    let width = data.points.columns
    let packed = Codes.bytesPerRow(of: bits)
    let isBytes = data.elementType == .uint8
    guard width == bits.count || (width == packed && isBytes) else {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem:
          "the rows have \(width) numbers, and codes of this codebook \(bits.count)\(packed == bits.count ? "" : " (packed: \(packed))")",
        advice: "use what tessera codebook encode wrote with it")
    }
    let isPacked = width != bits.count || (isAmbiguous(bits) && isBytes)
    // Of the last byte, of which nothing but codes may be.
    let open = bits.reduce(0, +) % 8
    var values = [Int32](repeating: 0, count: data.points.rows * width)
    for row in 0..<data.points.rows {
      for column in 0..<width {
        let value = data.points[row, column]
        let most = !isPacked ? (1 << bits[column]) - 1 : column == width - 1 && open > 0 ? (1 << open) - 1 : 255
        guard value != -1 || isPacked else {
          throw VectorFileError(
            kind: .badData, path: path, location: .row(row, column: column),
            problem: "the row was left out when rows were encoded (its codes are -1)",
            advice: "encode to .safetensors or with --packed, which hold the rows that were kept, and no others")
        }
        guard value >= 0, value <= Double(most), value == value.rounded(.down) else {
          throw VectorFileError(
            kind: .badData, path: path, location: .row(row, column: column),
            problem: "\(value) is no code: they are whole numbers from 0 to \(most)",
            advice: "use what tessera codebook encode wrote with this codebook")
        }
        values[row * width + column] = Int32(value)
      }
    }
    do {
      return try isPacked
        ? Codes(rows: data.points.rows, bits: bits, bytes: values.map { UInt8(truncatingIfNeeded: $0) })
        : Codes(values, bits: bits)
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file, problem: error.description, advice: "write the codes again")
    }
  }
}
