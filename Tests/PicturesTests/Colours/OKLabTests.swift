import Testing

@testable import Pictures

/// Colours beside published values.
@Suite struct OKLabTests {
  /// Ottosson's table: XYZ of D65, and OKLab to three places.
  @Test(arguments: [
    ([0.950, 1.000, 1.089], [1.000, 0.000, 0.000]), ([1.0, 0.0, 0.0], [0.450, 1.236, -0.019]),
    ([0.0, 1.0, 0.0], [0.922, -0.671, 0.263]), ([0.0, 0.0, 1.0], [0.153, -1.415, -0.449]),
  ])
  func ottossonsTable(_ xyz: [Double], _ expected: [Double]) {
    let rows = [
      [3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560], [0.0556434, -0.2040259, 1.0572252],
    ]
    let light = rows.map { row in zip(row, xyz).reduce(0) { $0 + $1.0 * $1.1 } }
    let lab = OKLab(LinearColour(red: light[0], green: light[1], blue: light[2]))
    for (found, value) in zip([lab.lightness, lab.a, lab.b], expected) { #expect(abs(found - value) < 6e-4) }
  }

  /// As CSS Color 4 converts them.
  @Test(
    arguments: [
      ([255, 0, 0], [0.627955, 0.224863, 0.125846]), ([0, 255, 0], [0.866440, -0.233888, 0.179498]),
      ([0, 0, 255], [0.452014, -0.032457, -0.311528]), ([255, 255, 255], [1, 0, 0]), ([0, 0, 0], [0, 0, 0]),
      ([128, 128, 128], [0.599871, 0, 0]),
    ] as [([UInt8], [Double])])
  func coloursOfBytes(_ bytes: [UInt8], _ expected: [Double]) {
    let lab = SRGBColour(bytes).oklab
    for (found, value) in zip([lab.lightness, lab.a, lab.b], expected) { #expect(abs(found - value) < 2e-6) }
  }

  @Test func lightComesBack() {
    for code in stride(from: 0, to: 1 << 24, by: 9973) {
      let colour = SRGBColour(code: code)
      let (light, back) = (colour.linear, colour.oklab.linear)
      #expect(abs(light.red - back.red) < 1e-6 && abs(light.green - back.green) < 1e-6)
      #expect(abs(light.blue - back.blue) < 1e-6 && back.nearest == colour)
    }
  }

  @Test func cubeRootsAreRightToTwoUnits() {
    #expect(CubeRoot.of(0) == 0 && CubeRoot.of(8) == 2 && CubeRoot.of(-27) == -3 && CubeRoot.of(1) == 1)
    for step in 1...2000 {
      let x = Double(step) / 1500
      let root = CubeRoot.of(x)
      let (below, above) = (root.nextDown.nextDown, root.nextUp.nextUp)
      #expect(below * below * below <= x && above * above * above >= x, "\(x)")
    }
  }
}
