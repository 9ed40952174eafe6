/// The directory of a zip archive, and what its members hold.
///
/// Stored and deflated members, also beyond 4 GB; source: APPNOTE.TXT of PKWARE, 6.3.10.
struct ZipArchive {
  /// One file in the archive.
  struct Member {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    /// Where its own header begins.
    var start: Int
  }

  let file: MappedFile
  /// The files in the order of the directory, without folders and what systems add of their own.
  private(set) var members: [Member] = []

  init(_ file: MappedFile) throws(VectorFileError) {
    self.file = file
    let bytes = ZipBytes(file)
    let directory = try ZipDirectory(bytes)
    var position = directory.start
    for _ in 0..<directory.count {
      guard bytes.number(position, 4) == 0x0201_4B50 else {
        throw bytes.failure(position, "an entry of the directory is missing")
      }
      let (member, next) = try bytes.entry(position)
      position = next
      let last = member.name.split(separator: "/").last ?? ""
      let isFile = !member.name.hasSuffix("/") && !last.hasPrefix(".") && !member.name.hasPrefix("__MACOSX/")
      if isFile { members.append(member) }
    }
  }

  /// A member as a file; one that is stored is no copy.
  ///
  /// - Parameter title: what errors call it.
  func content(of member: Member, title: String) throws(VectorFileError) -> MappedFile {
    try file.checkDepth()
    let packed = try packedRange(of: member)
    let name = member.name.lowercased()
    let content: MappedFile
    switch member.method {
    case 0:
      guard member.size == member.packedSize else {
        throw ZipBytes(file).failure(member.start, "a stored member has two sizes")
      }
      content = MappedFile(packed, of: file, path: title, name: name)
    case 8:
      let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[packed])
      let unpacked = try Inflater(for: file.path).unpackedDeflate(bytes, size: member.size, offset: packed.lowerBound)
      content = MappedFile(allocated: unpacked, path: title, name: name, depth: file.depth + 1)
    default:
      throw file.failure(
        .byte(member.start), "\(Excerpt.quoted(member.name.utf8)) is compressed by method \(member.method)",
        "write the archive with deflate, or unpack it")
    }
    let checksum = CRC32().checksum(content.bytes)
    guard checksum == member.checksum else {
      throw file.failure(
        .byte(packed.lowerBound), "the checksum of \(Excerpt.quoted(member.name.utf8)) is wrong: it is damaged",
        "copy or write the file again")
    }
    return content
  }

  /// The first bytes of a member, as far as they can be had.
  func beginning(of member: Member, limit: Int) -> [UInt8] {
    guard let packed = try? packedRange(of: member) else { return [] }
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[packed])
    if member.method == 0 { return Array(bytes.prefix(limit)) }
    guard member.method == 8, let inflater = try? Inflater(for: file.path) else { return [] }
    return inflater.beginning(of: bytes, limit: limit)
  }

  /// Where the packed bytes are.
  private func packedRange(of member: Member) throws(VectorFileError) -> Range<Int> {
    let bytes = ZipBytes(file)
    guard !member.isEncrypted else {
      throw file.failure(.byte(member.start), "the archive is encrypted", "unpack it with its password")
    }
    guard bytes.number(member.start, 4) == 0x0403_4B50, let name = bytes.number(member.start + 26, 2),
      let extra = bytes.number(member.start + 28, 2)
    else { throw bytes.failure(member.start, "the header of a member is missing") }
    let first = member.start + 30 + name + extra
    guard first <= file.bytes.count, member.packedSize <= file.bytes.count - first else {
      throw bytes.failure(member.start, "a member does not fit the file")
    }
    return first..<(first + member.packedSize)
  }
}
