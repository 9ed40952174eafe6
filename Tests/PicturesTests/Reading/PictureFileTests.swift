import TesseraTestSupport
import Testing
import VectorFiles

@testable import Pictures

/// Every format as its library reads it. (Without the libraries these fail: CI installs them.)
@Suite struct PictureFileTests {
  private func read(_ name: String) throws(VectorFileError) -> PictureFile {
    try PictureFile(contentsOf: resource(name))
  }

  /// The mean of the differences of bytes from twelve fields of 8 x 8 pixels.
  private func difference(_ picture: Picture) -> Double {
    var sum = 0
    for pixel in 0..<picture.count {
      let (row, column) = pixel.quotientAndRemainder(dividingBy: 32)
      let colour = sampleColours[row / 8 * 4 + column / 8]
      for channel in 0..<3 { sum += abs(Int(picture.pixels[pixel * 4 + channel]) - Int(colour[channel])) }
    }
    return Double(sum) / Double(3 * picture.count)
  }

  @Test(arguments: [("rgb.png", PictureFormat.png), ("lossless.webp", .webp)])
  func lossless(_ name: String, _ format: PictureFormat) throws {
    let file = try read(name)
    #expect(file.format == format && file.notes == [] && file.picture == picture(sampleColours, width: 4))
  }

  @Test(arguments: ["rgba.png", "alpha.webp"]) func transparencyIsKept(_ name: String) throws {
    let alphas: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255, 0, 64, 128, 254]
    let colours = zip(sampleColours, alphas).map { colour, alpha -> [UInt8] in colour + [alpha] }
    let expected = picture(colours, width: 4)
    #expect(try read(name).picture == expected)
  }

  @Test(arguments: [
    ("colour.jpg", PictureFormat.jpeg, 2.0), ("progressive.jpg", .jpeg, 8), ("lossy.webp", .webp, 12),
    ("colour.heic", .heif, 12), ("colour.avif", .heif, 12),
  ])
  func lossy(_ name: String, _ format: PictureFormat, _ most: Double) throws {
    let file = try read(name)
    #expect(file.format == format && file.picture.width == 32 && file.picture.height == 24)
    #expect(difference(file.picture) < most, "\(difference(file.picture))")
  }

  @Test func greyIsRedGreenAndBlue() throws {
    let pixels = try read("grey.jpg").picture.pixels
    for place in stride(from: 0, to: pixels.count, by: 4) {
      #expect(pixels[place] == pixels[place + 1] && pixels[place] == pixels[place + 2] && pixels[place + 3] == 255)
    }
  }

  @Test func sixteenBitsAreRounded() throws {
    let file = try read("deep.png")
    #expect(file.picture.pixels == [128, 128, 128, 255, 254, 254, 254, 255])
    #expect(file.notes == ["more than 8 bits per channel are rounded to 8"])
  }

  /// Orientation 6: the first row of the picture is on the right.
  @Test(arguments: ["turned.png", "turned.webp"]) func exifTurnsThePicture(_ name: String) throws {
    let file = try read(name)
    let order = [8, 4, 0, 9, 5, 1, 10, 6, 2, 11, 7, 3]
    #expect(file.picture == picture(order.map { sampleColours[$0] }, width: 3))
    #expect(file.notes.contains("the picture is turned upright, as its Exif data say"))
  }

  @Test func aTurnedJPEGWithAProfile() throws {
    let file = try read("turned.jpg")
    #expect(file.picture.width == 24 && file.picture.height == 32)
    #expect(
      file.notes == [
        "the picture is turned upright, as its Exif data say",
        "its colour profile is not applied: colours are taken as sRGB",
      ])
    // Red is in the first place of the first row, which is on the right.
    #expect(file.picture.pixels[(2 * 24 + 20) * 4] > 240 && file.picture.pixels[(2 * 24 + 20) * 4 + 1] < 20)
  }

  @Test func aProfileOfAPNGIsNamed() throws {
    let notes = try read("profile.png").notes
    #expect(notes == ["its colour profile (ICC Profile) is not applied: colours are taken as sRGB"])
  }

  @Test(arguments: [
    ("cmyk.jpg", "the JPEG is CMYK"), ("animated.webp", "the WebP is animated"),
    ("other.gif", "this is a GIF, which is not read"),
  ])
  func whatIsNotReadIsSaid(_ name: String, _ words: String) {
    let error = #expect(throws: VectorFileError.self) { try read(name) }
    #expect(
      error?.kind == .badData && error?.problem.hasPrefix(words) == true && error?.advice != "", "\(error as Any)")
  }

  @Test func noPictureIsSaid() {
    #expect(failure([])?.problem == "the file is empty")
    #expect(failure(Array("hello".utf8))?.problem == "this is no picture that is known")
    #expect(throws: VectorFileError.self) { try PictureFile(contentsOf: "/nowhere/x.png") }
  }

  @Test(arguments: [
    "rgb.png", "rgba.png", "indexed.png", "colour.jpg", "progressive.jpg", "lossless.webp", "lossy.webp", "colour.heic",
    "colour.avif",
  ])
  func whatIsCutOffIsRefused(_ name: String) {
    let bytes = contents(resource(name))
    #expect(!bytes.isEmpty)
    for count in 0..<bytes.count {
      guard let picture = try? readPicture(Array(bytes[..<count])) else { continue }
      // What is missing is no pixel: checksums and ends.
      #expect(
        count >= bytes.count - 16 && picture.picture == (try? read(name).picture), "\(count) of \(bytes.count) bytes")
    }
  }

  @Test(arguments: [
    "rgb.png", "rgba.png", "indexed.png", "deep.png", "turned.png", "colour.jpg", "progressive.jpg", "grey.jpg",
    "turned.jpg", "alpha.webp", "lossy.webp", "turned.webp", "colour.heic",
  ])
  func damageIsAnErrorOrAPicture(_ name: String) {
    let bytes = contents(resource(name))
    for seed in 0..<UInt64(extent(400, unoptimised: 60)) {
      var (generator, damaged) = (TestGenerator(seed: seed), bytes)
      for _ in 0...generator.below(3) {
        damaged[generator.below(damaged.count)] ^= UInt8(1 << generator.below(8))
      }
      if let found = try? readPicture(damaged) {
        #expect(found.picture.pixels.count == found.picture.count * 4, "seed \(seed)")
      } else {
        #expect(failure(damaged)?.description.contains("\n") == false, "seed \(seed)")
      }
    }
  }

  /// Bytes between segments are a camera's fault, which is said; the picture is whole.
  @Test func bytesTooManyAreSaid() throws {
    var bytes = contents(resource("colour.jpg"))
    let start = try #require((0..<bytes.count).first { bytes[$0...].starts(with: [0xFF, 0xDA]) })
    bytes.insert(contentsOf: [0, 0], at: start)
    let file = try readPicture(bytes)
    #expect(file.picture == (try read("colour.jpg").picture) && file.notes.count == 1)
    #expect(file.notes.first?.contains("2 extraneous bytes") == true, "\(file.notes)")
  }

  /// A header that promises more than there is memory for.
  @Test func hugePicturesAreRefused() {
    #expect(
      failure(Array("P5 1000000000 1000000000 255\n".utf8))?.problem.hasPrefix("the pixels end too early") == true)
    var bytes = contents(resource("rgb.png"))
    // Width and height of a million each, and the checksum of that.
    bytes.replaceSubrange(16..<24, with: [0, 0x0F, 0x42, 0x40, 0, 0x0F, 0x42, 0x40])
    bytes.replaceSubrange(29..<33, with: crc(Array(bytes[12..<29])))
    #expect(failure(bytes)?.kind == .memory)
  }

  private func crc(_ bytes: [UInt8]) -> [UInt8] {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
    }
    return (0..<4).map { UInt8(~remainder >> (24 - 8 * UInt32($0)) & 255) }
  }
}
