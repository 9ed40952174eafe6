import Matrices
import VectorFiles

/// Reads text as if it were a file.
func read(_ text: String, dropsBadRows: Bool = false) throws(VectorFileError) -> VectorData {
  try read(Array(text.utf8), dropsBadRows: dropsBadRows)
}

func read(_ bytes: [UInt8], dropsBadRows: Bool = false) throws(VectorFileError) -> VectorData {
  let folder = TemporaryFolder()
  var reader = VectorFileReader()
  reader.dropsBadRows = dropsBadRows
  return try withExtendedLifetime(folder) { () throws(VectorFileError) in try reader.read(folder.file("x", bytes)) }
}

/// The error of reading, or nil if it succeeds.
func failure<Value>(_ body: () throws(VectorFileError) -> Value) -> VectorFileError? {
  do throws(VectorFileError) {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// A `.npy` file of version 1 with a given dictionary.
func npy(_ dictionary: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
  let length = dictionary.utf8.count
  let size = version == 1 ? 2 : 4
  let lengthBytes = (0..<size).map { UInt8(length >> (8 * $0) & 0xFF) }
  return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengthBytes + Array(dictionary.utf8) + data
}

func npy(_ descr: String, shape: String, fortran: Bool = false, _ data: [UInt8]) -> [UInt8] {
  npy("{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n", data)
}

/// Bytes of whole numbers, the lowest first.
func littleEndian<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
  numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
}

func littleEndian(_ numbers: [Float]) -> [UInt8] { littleEndian(numbers.map(\.bitPattern)) }
