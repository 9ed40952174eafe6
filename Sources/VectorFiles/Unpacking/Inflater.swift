internal import CUnpackers
internal import Matrices

/// zlib, found at run time: unpacks gzip, and the members of zip archives.
package struct Inflater {
  private let start: tessera_inflate_init
  private let inflate: tessera_inflate
  private let end: tessera_inflate_end
  private let version: tessera_zlib_version
  private let path: String

  /// How much is unpacked before it is said how far that is.
  private static let piece = 1 << 22

  package static let libraries = ["libz.so.1", "libz.so", "libz.1.dylib", "/usr/lib/libz.1.dylib"]

  /// - Parameter path: the file that needs it, for errors.
  init(for path: String, libraries: [String] = Inflater.libraries) throws(VectorFileError) {
    do throws(SharedLibrary.Missing) {
      let library = try SharedLibrary(libraries)
      start = try library.function("inflateInit2_")
      inflate = try library.function("inflate")
      end = try library.function("inflateEnd")
      version = try library.function("zlibVersion")
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "the file is compressed, and zlib, which unpacks it, is not there (\(error.words))",
        advice: "install it (Debian: apt-get install zlib1g), or unpack the file")
    }
    self.path = path
  }

  private func failure(_ offset: Int, _ problem: String) -> VectorFileError {
    VectorFileError(
      kind: .badData, path: path, location: .byte(offset), problem: problem, advice: "copy or write the file again")
  }

  /// Everything that gzip members, one behind the other, hold.
  func unpackedGzip(
    _ bytes: UnsafeRawBufferPointer, _ meter: WorkMeter? = nil
  ) throws(VectorFileError) -> UnsafeRawBufferPointer {
    meter?.begin("unpack", of: bytes.count)
    // The last four bytes are the size of the last member, if all is well.
    let tail = bytes.count >= 18 ? bytes.littleEndian(UInt32.self, at: bytes.count - 4) ?? 0 : 0
    var output = try GrowingBytes(path, expected: Self.bounded(Int(clamping: tail), bytes))
    var position = 0
    repeat {
      position = try unpackMember(bytes, from: position, windowBits: 31, into: &output, meter)
    } while try isFollowed(bytes, at: position)
    return output.bytes()
  }

  /// As much as is promised and can be: deflate packs no more than 1032 bytes in one.
  private static func bounded(_ size: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
    let (most, overflow) = bytes.count.multipliedReportingOverflow(by: 1032)
    return min(size, overflow ? .max : most, .max - 1) + 1
  }

  /// Whether another member follows; zeros, with which tapes are filled, may.
  private func isFollowed(_ bytes: UnsafeRawBufferPointer, at position: Int) throws(VectorFileError) -> Bool {
    let rest = bytes[position...]
    if rest.starts(with: [0x1F, 0x8B]) { return true }
    guard let garbage = rest.firstIndex(where: { $0 != 0 }) else { return false }
    throw failure(garbage, "bytes that are not gzip follow the compressed ones")
  }

  /// Unpacks one stream; returns where it ends.
  ///
  /// - Parameters:
  ///   - windowBits: as zlib has it: 31 for gzip, -15 for bare deflate.
  ///   - most: how many bytes all of the output may be.
  private func unpackMember(
    _ bytes: UnsafeRawBufferPointer, from first: Int, windowBits: Int32, into output: inout GrowingBytes,
    most limit: Int = .max, _ meter: WorkMeter? = nil
  ) throws(VectorFileError) -> Int {
    var stream = tessera_zlib_stream()
    guard start(&stream, windowBits, version(), Int32(MemoryLayout<tessera_zlib_stream>.size)) == 0 else {
      throw .memory(path, "unpacking it")
    }
    defer { _ = end(&stream) }
    var position = first
    let method = windowBits == 31 ? "gzip" : "deflated"
    while true {
      let room = try output.room()
      let (given, most) = (min(bytes.count - position, 1 << 30), min(room.count, Self.piece))
      stream.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self).advanced(by: position)
      stream.avail_in = UInt32(given)
      stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_out = UInt32(most)
      let code = inflate(&stream, 0)
      position += given - Int(stream.avail_in)
      meter?.advance(by: given - Int(stream.avail_in))
      output.append(most - Int(stream.avail_out))
      if output.count > limit { throw failure(position, "more than \(limit) bytes were unpacked") }
      switch code {
      case 1: return position  // Z_STREAM_END
      case 0, -5:  // Z_OK, Z_BUF_ERROR
        if position == bytes.count, stream.avail_out > 0 {
          throw failure(position, "the \(method) bytes end too early: the file is cut off")
        }
      case -4: throw .memory(path, "unpacking it")
      default:
        let words = stream.msg.map { ": " + String(cString: $0) } ?? ""
        throw failure(position, "the \(method) bytes are damaged\(words)")
      }
    }
  }

  /// The first bytes of bare deflate, at most `limit`: as many as there are before an error.
  func beginning(of bytes: UnsafeRawBufferPointer, limit: Int) -> [UInt8] {
    var stream = tessera_zlib_stream()
    guard start(&stream, -15, version(), Int32(MemoryLayout<tessera_zlib_stream>.size)) == 0 else { return [] }
    defer { _ = end(&stream) }
    return [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      stream.next_in = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_in = UInt32(min(bytes.count, 1 << 30))
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(limit)
      var code: Int32 = 0
      while code == 0, stream.avail_out > 0, stream.avail_in > 0 { code = inflate(&stream, 0) }
      count = limit - Int(stream.avail_out)
    }
  }

  /// Bare deflate of a known size.
  ///
  /// - Parameter offset: where the bytes begin in the file, for errors.
  func unpackedDeflate(
    _ bytes: UnsafeRawBufferPointer, size: Int, offset: Int
  ) throws(VectorFileError) -> UnsafeRawBufferPointer {
    var output = try GrowingBytes(path, expected: Self.bounded(size, bytes))
    do throws(VectorFileError) {
      let end = try unpackMember(bytes, from: 0, windowBits: -15, into: &output, most: size)
      guard end == bytes.count else { throw failure(end, "the compressed bytes end before their place does") }
    } catch {
      var error = error
      if case .byte(let position) = error.location { error.location = .byte(offset + position) }
      throw error
    }
    guard output.count == size else {
      throw failure(offset, "\(output.count) bytes were unpacked instead of \(size)")
    }
    return output.bytes()
  }
}
