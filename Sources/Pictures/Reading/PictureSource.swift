internal import MachineMemory
internal import VectorFiles

/// The bytes of a picture, and how to speak of them.
struct PictureSource {
  let bytes: UnsafeRawBufferPointer
  let path: String

  var start: UnsafePointer<UInt8>? { bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) }

  func failure(_ problem: String, _ advice: String, at location: VectorFileError.Location = .file) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location, problem: problem, advice: advice)
  }

  /// What a decoder says is wrong.
  func damaged(_ format: PictureFormat, _ words: String) -> VectorFileError {
    let text = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    return failure(
      "the \(format.name) is damaged or cut off (\(text.isEmpty ? "the decoder does not say more" : text))",
      "copy or write the file again")
  }

  /// That it is no picture.
  var noPicture: VectorFileError {
    if bytes.isEmpty { return failure("the file is empty", "name a picture") }
    let kind =
      PictureFormat.other(bytes).map { "this is \($0), which is not read" } ?? "this is no picture that is known"
    return failure(kind, "save it as PNG, JPEG, WebP, HEIF, PPM or PAM")
  }

  /// The pixels of a picture, [height * width * 4], that `fill` writes, where there is memory for them.
  ///
  /// - Parameter fill: writes all of the bytes, or returns what is wrong.
  func picture(
    width: Int, height: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> VectorFileError?
  ) throws(VectorFileError) -> Picture {
    guard width >= 1, height >= 1 else { throw failure("it has no pixels", "write the file again") }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    // 4 bytes for a pixel, and 1 for its code.
    guard !overflow, count <= .max / 8, width <= .max / 8, count * 5 <= MachineMemory.available ?? .max else {
      throw VectorFileError(
        kind: .memory, path: path, location: .file, problem: "there is no memory for \(width) x \(height) pixels",
        advice: "make the picture smaller")
    }
    var problem: VectorFileError?
    let pixels = [UInt8](unsafeUninitializedCapacity: count * 4) { buffer, initialized in
      let pixels = UnsafeMutableBufferPointer(rebasing: buffer[..<(count * 4)])
      problem = fill(pixels)
      initialized = problem == nil ? count * 4 : 0
    }
    if let problem { throw problem }
    return Picture(width: width, height: height, pixels: pixels)
  }
}

extension UnsafeRawBufferPointer {
  /// A whole number of `size` bytes, the highest first or last; nil where the bytes end before.
  func number(at place: Int, size: Int, isBigEndian: Bool = true) -> Int? {
    guard place >= 0, size >= 0, place <= count - size else { return nil }
    let part = self[place..<(place + size)]
    return isBigEndian ? part.reduce(0) { $0 << 8 | Int($1) } : part.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
