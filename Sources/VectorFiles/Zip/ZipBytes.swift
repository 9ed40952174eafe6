/// Reads the pieces of a zip archive; every index is checked.
struct ZipBytes {
  private let file: MappedFile
  private var bytes: UnsafeRawBufferPointer { file.bytes }

  init(_ file: MappedFile) { self.file = file }

  var count: Int { bytes.count }

  /// A number of two, four or eight bytes; nil where they are not there or it does not fit Int.
  func number(_ position: Int, _ size: Int) -> Int? {
    switch size {
    case 2: bytes.littleEndian(UInt16.self, at: position).map(Int.init)
    case 4: bytes.littleEndian(UInt32.self, at: position).flatMap(Int.init(exactly:))
    default: bytes.littleEndian(UInt64.self, at: position).flatMap(Int.init(exactly:))
    }
  }

  /// Stands for a number that is in another place, in 64 bits. (Where Int has 32 none is so large.)
  static let elsewhere = Int(truncatingIfNeeded: 0xFFFF_FFFF as Int64)

  func failure(_ offset: Int, _ problem: String) -> VectorFileError {
    file.failure(.byte(offset), "bad zip archive: \(problem)", "copy or write the file again")
  }

  /// The entry of the directory at a place, and where the next one begins.
  func entry(_ start: Int) throws(VectorFileError) -> (ZipArchive.Member, next: Int) {
    guard let flags = number(start + 8, 2), let method = number(start + 10, 2), let checksum = number(start + 16, 4),
      var packed = number(start + 20, 4), var size = number(start + 24, 4), let nameSize = number(start + 28, 2),
      let extraSize = number(start + 30, 2), let commentSize = number(start + 32, 2),
      var header = number(start + 42, 4), start + 46 + nameSize + extraSize + commentSize <= bytes.count
    else { throw failure(min(start, count), "the directory is cut off") }
    // Numbers of 64 bits stand in an extra field, those only that do not fit.
    let limit = Self.elsewhere
    var field = start + 46 + nameSize
    let end = field + extraSize
    while field + 4 <= end, let id = number(field, 2), let length = number(field + 2, 2) {
      var place = field + 4
      func next() throws(VectorFileError) -> Int {
        guard place + 8 <= min(field + 4 + length, end), let value = number(place, 8) else {
          throw failure(place, "a size is missing")
        }
        place += 8
        return value
      }
      if id == 1 {
        if size == limit { size = try next() }
        if packed == limit { packed = try next() }
        if header == limit { header = try next() }
      }
      field += 4 + length
    }
    let name = PathText.text(of: bytes[(start + 46)..<(start + 46 + nameSize)])
    let member = ZipArchive.Member(
      name: name, method: method, isEncrypted: flags & 1 == 1, checksum: UInt32(checksum), packedSize: packed,
      size: size,
      start: header)
    return (member, end + commentSize)
  }
}

/// Where the directory of an archive is.
struct ZipDirectory {
  let start: Int
  let count: Int

  /// Finds the record at the end of the file, behind which a comment of up to 64 kB may stand.
  init(_ bytes: ZipBytes) throws(VectorFileError) {
    var end = bytes.count - 22
    let least = max(0, end - 0xFFFF)
    while end >= least, bytes.number(end, 4) != 0x0605_4B50 { end -= 1 }
    guard end >= least, var count = bytes.number(end + 10, 2), var start = bytes.number(end + 16, 4) else {
      throw bytes.failure(bytes.count, "there is no directory at its end: the file is cut off")
    }
    if count == 0xFFFF || start == ZipBytes.elsewhere, bytes.number(end - 20, 4) == 0x0706_4B50,
      let record = bytes.number(end - 12, 8), bytes.number(record, 4) == 0x0606_4B50,
      let longCount = bytes.number(record + 32, 8), let longStart = bytes.number(record + 48, 8)
    {
      (count, start) = (longCount, longStart)
    }
    guard start <= end, count <= (end - start) / 46 else {
      throw bytes.failure(end, "the directory does not fit the file")
    }
    (self.start, self.count) = (start, count)
  }
}
