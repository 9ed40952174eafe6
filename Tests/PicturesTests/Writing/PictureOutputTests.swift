import TesseraTestSupport
import Testing
import VectorFiles

@testable import Pictures

/// Pictures that are written are read again.
@Suite struct PictureOutputTests {
  private func quantized(_ picture: Picture, _ colourCount: Int) throws -> QuantizedPicture {
    try PictureQuantizer(colourCount: colourCount).quantized(picture)
  }

  private func written(_ picture: QuantizedPicture, _ output: PictureOutput) throws -> [UInt8] {
    let folder = TemporaryFolder()
    try output.write(picture, to: folder.path + "/x")
    #expect(folder.contents() == ["x"])
    return contents(folder.path + "/x")
  }

  @Test(arguments: [(2, 1), (3, 2), (5, 4), (17, 8), (256, 8)]) func codesHaveAsFewBitsAsCanBe(
    _ colours: Int, _ bits: UInt8
  )
    throws
  {
    var wanted = (0..<colours).map { [UInt8($0), 7, UInt8($0)] }
    wanted.append([0, 7, 0])
    let picture = picture(wanted, width: 1)
    let bytes = try written(try quantized(picture, 256), .png)
    #expect(bytes[24] == bits && bytes[25] == 3)
    #expect(try readPicture(bytes).picture == picture)
  }

  @Test func rowsOfCodesEndInWholeBytes() throws {
    let picture = picture((0..<15).map { [$0 % 2 == 0 ? 0 : 255, 0, 0] as [UInt8] }, width: 5)
    let bytes = try written(try quantized(picture, 2), .png)
    #expect(bytes[24] == 1)
    #expect(try readPicture(bytes).picture == picture)
  }

  /// Pairs of a colour and an alpha: those of the palette where they fit, else true colour.
  @Test func transparencyIsKept() throws {
    let picture = picture([[9, 9, 9, 0], [1, 2, 3, 100], [1, 2, 3], [200, 0, 0]], width: 2)
    let expected = Picture(width: 2, height: 2, pixels: [0, 0, 0, 0] + picture.pixels[4...])
    let bytes = try written(try quantized(picture, 4), .png)
    #expect(bytes[24] == 2 && bytes[25] == 3)
    #expect(try readPicture(bytes).picture == expected)
    var pixels: [UInt8] = []
    for place in 0..<257 { pixels += [place < 200 ? 0 : 9, 0, 0, UInt8(place % 200 + 20)] }
    let many = Picture(width: 257, height: 1, pixels: pixels)
    let trueColour = try written(try quantized(many, 2), .png)
    #expect(trueColour[25] == 6)
    #expect(try readPicture(trueColour).picture == many)
  }

  @Test func portableMaps() throws {
    let opaque = picture(sampleColours, width: 4)
    let result = try quantized(opaque, 12)
    let plain = try written(result, .ppm)
    #expect(plain.starts(with: "P6\n4 3\n255\n".utf8))
    #expect(try readPicture(plain).picture == opaque)
    #expect(try readPicture(try written(result, .pam)).picture == opaque)
    let clear = picture([[1, 2, 3, 77], [4, 5, 6, 255]], width: 1)
    #expect(try readPicture(try written(try quantized(clear, 2), .pam)).picture == clear)
    #expect(throws: VectorFileError.self) { try written(try quantized(clear, 2), .ppm) }
    #expect(throws: VectorFileError.self) { try PictureOutput.ppm.check(clear, "x.ppm") }
  }

  @Test func trueColourForPages() throws {
    for picture in [picture(sampleColours, width: 4), randomPicture(3, levels: 9, isTransparent: true)] {
      #expect(try readPicture(try picture.png()).picture == picture)
    }
    let (thin, step) = picture(sampleColours, width: 4).thinned(to: 2)
    #expect(step == 2 && thin == picture([0, 2, 8, 10].map { sampleColours[$0] }, width: 2))
    #expect(picture(sampleColours, width: 4).thinned(to: 4).step == 1)
  }

  @Test func theSuffixSaysWhich() {
    #expect(
      PictureOutput(path: "a/B.PNG") == .png && PictureOutput(path: "x.pam") == .pam
        && PictureOutput(path: "png") == nil)
  }
}
