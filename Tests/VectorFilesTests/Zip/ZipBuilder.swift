@testable import VectorFiles

/// A zip archive of stored members, and what may be wrong with one.
struct ZipBuilder {
  var members: [(name: String, content: [UInt8])] = []
  var method: UInt16 = 0
  var flags: UInt16 = 0
  var comment: [UInt8] = []
  /// Whether sizes and places stand in the fields of 64 bits.
  var isLong = false
  var checksum: UInt32?

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let checksum = checksum ?? content.withUnsafeBytes { CRC32().checksum($0) }
      let name = Array(name.utf8)
      let size: UInt32 = isLong ? .max : UInt32(content.count)
      let common =
        littleEndian([20, flags, method, 0, 0]) + littleEndian([checksum, size, size])
        + littleEndian([UInt16(name.count)])
      let long = littleEndian([UInt64(content.count), UInt64(content.count), UInt64(bytes.count)])
      let extra = isLong ? littleEndian([UInt16(1), UInt16(long.count)]) + long : []
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + littleEndian([UInt16(extra.count), 0, 0, 0, 0, 0])
      directory += littleEndian([isLong ? UInt32.max : UInt32(bytes.count)]) + name + extra
      bytes += [0x50, 0x4B, 3, 4] + common + littleEndian([UInt16(0)]) + name + content
    }
    let start = bytes.count
    bytes += directory
    if isLong {
      let record = bytes.count
      bytes += [0x50, 0x4B, 6, 6] + littleEndian([UInt64(44)]) + littleEndian([UInt16(45), 45])
      bytes += littleEndian([UInt32(0), 0]) + littleEndian([UInt64(members.count), UInt64(members.count)])
      bytes += littleEndian([UInt64(directory.count), UInt64(start)])
      bytes += [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + littleEndian([UInt64(record)]) + [1, 0, 0, 0]
    }
    let count = isLong ? UInt16.max : UInt16(members.count)
    bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + littleEndian([count, count])
    bytes += littleEndian([UInt32(directory.count), isLong ? .max : UInt32(start)])
    return bytes + littleEndian([UInt16(comment.count)]) + comment
  }
}
