extension Drawing {
  /// Floyd and Steinberg's diffusion in light, rows to and fro. Light that no pixel can have is cut off, so that what the palette
  /// cannot show does not pile up; transparent pixels pass nothing on.
  var diffused: [UInt8] {
    let (nearest, width) = (NearestColour(points), picture.width)
    // The light that a row lacks so far, with a place on either side.
    var here = [LinearColour](repeating: .none, count: width + 2)
    var below = here
    return picture.pixels.withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: picture.count) { codes, count in
        for row in 0..<picture.height {
          let isForward = row % 2 == 0
          let ahead = isForward ? 1 : -1
          for step in 0..<width {
            let column = isForward ? step : width - 1 - step
            let (pixel, place) = (row * width + column, column + 1)
            guard bytes[pixel * 4 + 3] > 0 else {
              codes[pixel] = 0
              continue
            }
            let colour = SRGBColour(red: bytes[pixel * 4], green: bytes[pixel * 4 + 1], blue: bytes[pixel * 4 + 2])
            let wanted = colour.linear.adding(here[place], times: 1).bounded
            let code = nearest.code(of: space.point(wanted))
            let lacking = wanted.adding(lights[Int(code)], times: -1)
            codes[pixel] = code
            here[place + ahead] = here[place + ahead].adding(lacking, times: 7.0 / 16)
            below[place - ahead] = below[place - ahead].adding(lacking, times: 3.0 / 16)
            below[place] = below[place].adding(lacking, times: 5.0 / 16)
            below[place + ahead] = below[place + ahead].adding(lacking, times: 1.0 / 16)
          }
          swap(&here, &below)
          for place in below.indices { below[place] = .none }
        }
        count = picture.count
      }
    }
  }
}

extension LinearColour {
  static let none = LinearColour(red: 0, green: 0, blue: 0)

  func adding(_ other: LinearColour, times factor: Double) -> LinearColour {
    LinearColour(
      red: red + factor * other.red, green: green + factor * other.green, blue: blue + factor * other.blue)
  }

  /// What a pixel can have.
  var bounded: LinearColour {
    LinearColour(red: min(1, max(0, red)), green: min(1, max(0, green)), blue: min(1, max(0, blue)))
  }
}
