internal import VectorFiles

/// The binary formats of Netpbm: P5 (PGM), P6 (PPM) and P7 (PAM) with one to four channels, of 8 or 16 bits.
///
/// Formats: https://netpbm.sourceforge.net/doc/pam.html, ppm.html and pgm.html. Samples are taken as sRGB, as programs write them.
enum NetpbmReader {
  static func picture(_ source: PictureSource) throws(VectorFileError) -> DecodedPicture {
    let header = try NetpbmHeader(source)
    let (bytes, place) = (source.bytes, header.end)
    let (size, channels) = (header.maximum > 255 ? 2 : 1, header.channels)
    let (pixelCount, overflow) = header.width.multipliedReportingOverflow(by: header.height)
    let needed = overflow || pixelCount > .max / 16 ? Int.max : pixelCount * channels * size
    guard bytes.count - place >= needed else {
      throw source.failure(
        "the pixels end too early: \(header.width) x \(header.height) need \(needed == .max ? "more" : "\(needed)") bytes, and there are \(bytes.count - place)",
        "copy or write the file again", at: .byte(bytes.count))
    }
    let hasColour = channels > 2
    let picture = try source.picture(width: header.width, height: header.height) { pixels in
      for pixel in 0..<pixelCount {
        var samples: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 255)
        for channel in 0..<channels {
          let start = place + (pixel * channels + channel) * size
          let value = size == 1 ? Int(bytes[start]) : Int(bytes[start]) << 8 | Int(bytes[start + 1])
          guard value <= header.maximum else {
            return source.failure(
              "a sample is \(value), and the largest value \(header.maximum)", "write the file again", at: .byte(start))
          }
          let sample = UInt8((2 * 255 * value + header.maximum) / (2 * header.maximum))
          switch (channel, hasColour) {
          case (0, true): samples.0 = sample
          case (1, true): samples.1 = sample
          case (2, true): samples.2 = sample
          case (0, false): (samples.0, samples.1, samples.2) = (sample, sample, sample)
          default: samples.3 = sample
          }
        }
        (pixels[pixel * 4], pixels[pixel * 4 + 1]) = (samples.0, samples.1)
        (pixels[pixel * 4 + 2], pixels[pixel * 4 + 3]) = (samples.2, samples.3)
      }
      return nil
    }
    var notes: [String] = []
    if header.maximum > 255 { notes.append("samples of more than 8 bits are rounded to 8") }
    if bytes.count - place > needed {
      notes.append("\(bytes.count - place - needed) bytes behind the picture are not read")
    }
    return DecodedPicture(picture: picture, notes: notes, isUpright: true, isInSRGB: true)
  }
}
