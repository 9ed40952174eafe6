import TesseraTestSupport
import VectorFiles

@testable import Pictures

/// The twelve colours of most files in `Resources`, 4 x 3.
let sampleColours: [[UInt8]] = [
  [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [128, 128, 128], [255, 128, 0], [128, 0, 255],
  [10, 20, 30], [40, 50, 60], [70, 80, 90], [250, 251, 252],
]

/// A picture of such colours, opaque.
func picture(_ colours: [[UInt8]], width: Int) -> Picture {
  let pixels = colours.flatMap { colour -> [UInt8] in colour.count == 4 ? colour : colour + [255] }
  return Picture(width: width, height: colours.count / width, pixels: pixels)
}

func readPicture(_ bytes: [UInt8], path: String = "x") throws(VectorFileError) -> PictureFile {
  let result = bytes.withUnsafeBytes { bytes in
    Result { () throws(VectorFileError) in try PictureFile(bytes: bytes, path: path) }
  }
  return try result.get()
}

/// The error of reading, or nil if it succeeds.
func failure(_ bytes: [UInt8]) -> VectorFileError? {
  do throws(VectorFileError) {
    _ = try readPicture(bytes)
    return nil
  } catch {
    return error
  }
}

/// A picture of random colours of few values, some transparent.
func randomPicture(_ seed: UInt64, levels: Int, isTransparent: Bool = false) -> Picture {
  var generator = TestGenerator(seed: seed)
  let (width, height) = (1 + generator.below(9), 1 + generator.below(9))
  let alphas: [UInt8] = isTransparent ? [0, 1, 100, 255] : [255]
  var pixels: [UInt8] = []
  for _ in 0..<(width * height) {
    for _ in 0..<3 { pixels.append(UInt8(generator.below(levels) * 255 / max(1, levels - 1))) }
    pixels.append(alphas[generator.below(alphas.count)])
  }
  return Picture(width: width, height: height, pixels: pixels)
}

extension SRGBColour {
  init(_ bytes: [UInt8]) { self.init(red: bytes[0], green: bytes[1], blue: bytes[2]) }
}
