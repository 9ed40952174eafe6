import TesseraTestSupport
import Testing

@testable import Pictures

@Suite struct PictureSpaceTests {
  @Test(arguments: PictureSpace.allCases) func coloursAreNearestToTheirOwnPoints(_ space: PictureSpace) {
    var generator = TestGenerator(seed: 1)
    for _ in 0..<200 {
      let colour = SRGBColour(code: generator.below(1 << 24))
      #expect(space.colour(nearestTo: space.point(colour)) == colour)
    }
  }

  /// Bytes that are rounded one by one are not always the nearest in OKLab.
  @Test func noNeighbourIsNearer() {
    var generator = TestGenerator(seed: 2)
    var moved = 0
    for _ in 0..<300 {
      let point = ColourPoint(generator.unit(), 0.2 * generator.signedUnit(), 0.2 * generator.signedUnit())
      let colour = PictureSpace.oklab.colour(nearestTo: point)
      let least = PictureSpace.oklab.point(colour).square(to: point)
      let plain = OKLab(lightness: point.x, a: point.y, b: point.z).linear.nearest
      if plain != colour { moved += 1 }
      for channel in 0..<3 {
        for step in [-1, 1] {
          var bytes = [Int(colour.red), Int(colour.green), Int(colour.blue)]
          bytes[channel] += step
          guard (0...255).contains(bytes[channel]) else { continue }
          let other = SRGBColour(bytes.map { UInt8($0) })
          #expect(PictureSpace.oklab.point(other).square(to: point) >= least)
        }
      }
    }
    #expect(moved > 10)
  }

  @Test func bytesOfSRGBAreBounded() {
    #expect(PictureSpace.srgb.colour(nearestTo: ColourPoint(-3, 127.4, 300)) == SRGBColour([0, 127, 255]))
    #expect(PictureSpace.linear.colour(nearestTo: ColourPoint(-1, 2, 0)) == SRGBColour([0, 255, 0]))
  }
}
