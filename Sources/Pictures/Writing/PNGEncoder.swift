internal import CPictureLibraries
internal import VectorFiles

/// PNG (https://www.w3.org/TR/png-3/) of codes and a palette, or of true colour, packed by zlib, which is found at run time.
struct PNGEncoder {
  private let bound: tessera_zlib_bound
  private let compress: tessera_zlib_compress
  private let checksum: tessera_zlib_checksum
  private let path: String

  /// - Parameter path: the file that needs zlib, for errors.
  init(for path: String, libraries: [String] = Inflater.libraries) throws(VectorFileError) {
    do throws(SharedLibrary.Missing) {
      let library = try SharedLibrary(libraries)
      bound = try library.function("compressBound")
      compress = try library.function("compress2")
      checksum = try library.function("crc32")
    } catch {
      throw VectorFileError(
        kind: .badData, path: path, location: .file,
        problem: "PNG is compressed by zlib, which is not there (\(error.words))",
        advice: "install it (Debian: apt-get install zlib1g), or write .ppm")
    }
    self.path = path
  }

  /// Codes where there are at most 256 pairs of a colour and an alpha, else true colour with alpha.
  func bytes(of picture: QuantizedPicture) throws(VectorFileError) -> [UInt8] {
    guard let entries = PNGEntries(picture) else { return try bytes(of: picture.picture) }
    let depth = [1, 2, 4].first { entries.colours.count <= 1 << $0 } ?? 8
    var rows: [UInt8] = []
    rows.reserveCapacity(picture.height * (picture.width * depth / 8 + 2))
    for row in 0..<picture.height {
      // No filter, which is best for codes.
      rows.append(0)
      var (byte, bits) = (0, 0)
      for pixel in (row * picture.width)..<((row + 1) * picture.width) {
        byte = byte << depth | entries.code(pixel, of: picture)
        bits += depth
        if bits == 8 {
          rows.append(UInt8(byte))
          (byte, bits) = (0, 0)
        }
      }
      if bits > 0 { rows.append(UInt8(byte << (8 - bits))) }
    }
    var palette = chunk("PLTE", entries.colours.flatMap { [$0.red, $0.green, $0.blue] }[...])
    if let last = entries.alphas.lastIndex(where: { $0 < 255 }) { palette += chunk("tRNS", entries.alphas[...last]) }
    return try file(picture.width, picture.height, depth: depth, colourType: 3, palette, rows)
  }

  /// True colour, with alpha where there is transparency: each byte as the difference from that of the pixel before.
  func bytes(of picture: Picture) throws(VectorFileError) -> [UInt8] {
    let channels = picture.hasTransparency ? 4 : 3
    var rows: [UInt8] = []
    rows.reserveCapacity(picture.height * (picture.width * channels + 1))
    for row in 0..<picture.height {
      rows.append(1)
      var before = [UInt8](repeating: 0, count: 4)
      for pixel in (row * picture.width)..<((row + 1) * picture.width) {
        for channel in 0..<channels {
          let byte = picture.pixels[pixel * 4 + channel]
          rows.append(byte &- before[channel])
          before[channel] = byte
        }
      }
    }
    return try file(
      picture.width, picture.height, depth: 8, colourType: channels == 4 ? 6 : 2, [], rows)
  }

  private func file(
    _ width: Int, _ height: Int, depth: Int, colourType: UInt8, _ palette: [UInt8], _ rows: [UInt8]
  ) throws(VectorFileError) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", (bigEndian(width) + bigEndian(height) + [UInt8(depth), colourType, 0, 0, 0])[...])
    file += chunk("sRGB", [0]) + palette
    let packed = try packed(rows)
    for start in stride(from: 0, to: packed.count, by: 1 << 30) {
      file += chunk("IDAT", packed[start..<min(packed.count, start + 1 << 30)])
    }
    return file + chunk("IEND", [])
  }

  /// Length, type, data, checksum.
  private func chunk(_ type: String, _ data: ArraySlice<UInt8>) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(data.count) + content + bigEndian(Int(checksum(0, content, UInt32(content.count))))
  }

  private func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  private func packed(_ bytes: [UInt8]) throws(VectorFileError) -> [UInt8] {
    var size = bound(UInt(bytes.count))
    var status: Int32 = 0
    let packed = [UInt8](unsafeUninitializedCapacity: Int(size)) { target, count in
      status = compress(target.baseAddress!, &size, bytes, UInt(bytes.count), 9)
      count = status == 0 ? Int(size) : 0
    }
    guard status == 0 else {
      throw VectorFileError(
        kind: .memory, path: path, location: .file, problem: "there is no memory for compressing it",
        advice: "free some, or write .ppm")
    }
    return packed
  }
}
