import TesseraTestSupport
import Testing
import VectorFiles

@testable import Pictures

@Suite struct NetpbmTests {
  private func read(_ header: String, _ samples: [UInt8]) throws(VectorFileError) -> PictureFile {
    try readPicture(Array(header.utf8) + samples)
  }

  @Test func colourOfBytes() throws {
    let file = try read("P6\n# made by hand\n2 1\n255\n", [1, 2, 3, 4, 5, 6])
    #expect(file.format == .netpbm && file.notes == [] && file.picture == picture([[1, 2, 3], [4, 5, 6]], width: 2))
  }

  @Test func greyOfFewLevels() throws {
    #expect(
      try read("P5 1 3 3\n", [0, 1, 3]).picture == picture([[0, 0, 0], [85, 85, 85], [255, 255, 255]], width: 1))
  }

  /// 0x8000 of 65535 is 127.502 of 255.
  @Test func sixteenBitsAreRounded() throws {
    let file = try read("P5 2 1 65535\n", [0x80, 0x00, 0x7F, 0xFF])
    #expect(file.picture == picture([[128, 128, 128], [127, 127, 127]], width: 2))
    #expect(file.notes == ["samples of more than 8 bits are rounded to 8"])
  }

  @Test func arbitraryMaps() throws {
    let header = "P7\nWIDTH 1\nHEIGHT 2\n# and\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n"
    #expect(try read(header, [1, 2, 3, 4, 5, 6, 7, 8]).picture.pixels == [1, 2, 3, 4, 5, 6, 7, 8])
    let grey = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n"
    #expect(try read(grey, [9, 200, 7, 0]).picture.pixels == [9, 9, 9, 200, 7, 7, 7, 0])
  }

  @Test func bytesBehindThePictureAreSaid() throws {
    #expect(try read("P5 1 1 255\n", [7, 8, 9]).notes == ["2 bytes behind the picture are not read"])
  }

  @Test(
    arguments: [
      ("P6 2 1 255\n", [1, 2, 3, 4, 5], "the pixels end too early: 2 x 1 need 6 bytes, and there are 5"),
      ("P5 0 1 255\n", [], "the width is missing or 0"), ("P5 1 x", [], "the height is missing or 0"),
      ("P5 1 1 99999\n", [0, 0], "the largest value is beyond 65535"),
      ("P5 1 1 255", [], "white space is missing behind the largest value"),
      ("P5 1 1 3\n", [4], "a sample is 4, and the largest value 3"), ("P3 1 1 255\n", [], "P3 of Netpbm is not read"),
      ("P7\nWIDTH 1\n", [], "the header does not end"), ("P7\nWIDTH -1\n", [], "WIDTH is no positive number"),
      ("P7\nCOLOUR 1\n", [], "the header has an unknown line COLOUR"),
      ("P7\nTUPLTYPE CMYK\n", [], "samples of the type CMYK are not read"),
      ("P7\nENDHDR\n", [], "the header lacks WIDTH, HEIGHT, MAXVAL, or DEPTH of 1 to 4"),
    ] as [(String, [UInt8], String)])
  func mistakesHaveAPlace(_ header: String, _ samples: [UInt8], _ problem: String) {
    let error = #expect(throws: VectorFileError.self) { try read(header, samples) }
    #expect(error?.problem == problem && error?.kind == .badData)
  }

  /// Whatever is cut off or changed is refused or a picture.
  @Test func damageIsAnErrorOrAPicture() {
    let bytes = Array("P7\nWIDTH 3\nHEIGHT 2\nDEPTH 3\nMAXVAL 300\nENDHDR\n".utf8) + [UInt8](repeating: 1, count: 36)
    #expect(failure(bytes) == nil)
    for count in 0..<bytes.count { #expect(failure(Array(bytes[..<count])) != nil, "\(count)") }
    for seed in 0..<UInt64(400) {
      var (generator, damaged) = (TestGenerator(seed: seed), bytes)
      for _ in 0...generator.below(3) { damaged[generator.below(damaged.count)] = UInt8(generator.below(256)) }
      _ = try? readPicture(damaged)
    }
  }
}
