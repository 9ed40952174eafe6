import Clustering
import Matrices
import Testing

@testable import Quantization

struct RotatedScalarQuantizerTests {
  /// Of a normal distribution, the known best values: 0.7979; 0.4528 and 1.5104 (J. Max, 1960, DOI 10.1109/TIT.1960.1057548).
  @Test func levelsInManyDimensionsAreThoseOfANormalDistribution() {
    let scale = Double(100_000).squareRoot()
    #expect((SphereLevels.levels(dimensions: 100_000, bits: 1)[1] * scale - 0.7979).magnitude < 1e-3)
    let four = SphereLevels.levels(dimensions: 100_000, bits: 2).map { $0 * scale }
    #expect((four[2] - 0.4528).magnitude < 1e-3 && (four[3] - 1.5104).magnitude < 1e-3)
    #expect(four[0] == -four[3] && four[1] == -four[2])
  }

  /// In three dimensions a component is uniform: four values are -3/4, -1/4, 1/4, 3/4.
  @Test func levelsInThreeDimensionsAreEven() {
    let levels = SphereLevels.levels(dimensions: 3, bits: 2)
    for (level, expected) in zip(levels, [-0.75, -0.25, 0.25, 0.75]) { #expect((level - expected).magnitude < 1e-4) }
  }

  @Test func rotationsKeepLengthsAndComeBack() {
    for d in [1, 2, 3, 5, 8, 13, 96, 100] {
      let rotation = RandomRotation(dimensions: d, seed: 5)
      var x = (0..<d).map { Double($0 % 7) - 2.5 }
      let before = x
      var scratch = x
      x.withUnsafeMutableBufferPointer { x in
        scratch.withUnsafeMutableBufferPointer { rotation.apply(x.baseAddress!, $0.baseAddress!) }
      }
      let (length, expected) = (x.reduce(0) { $0 + $1 * $1 }, before.reduce(0) { $0 + $1 * $1 })
      #expect((length / expected - 1).magnitude < 1e-12, "\(d)")
      if d > 2 { #expect(x != before) }
      x.withUnsafeMutableBufferPointer { x in
        scratch.withUnsafeMutableBufferPointer { rotation.revert(x.baseAddress!, $0.baseAddress!) }
      }
      #expect(zip(x, before).allSatisfy { ($0 - $1).magnitude < 1e-12 }, "\(d)")
    }
  }

  /// One component carries all: the worst there is without a rotation.
  @Test func theErrorIsWithinThePapersBoundForAnyData() throws {
    for d in [16, 60, 257] {
      let points = Matrix<Float>(rows: 40, columns: d) { target in
        for index in target.indices { target[index] = index % d == index / d % d ? Float(1 + index / d) : 0 }
      }
      let square = (1...40).reduce(0.0) { $0 + Double($1 * $1) } / 40
      for bits in [1, 2, 4, 8] {
        let quantizer = RotatedScalarQuantizer(dimensions: d, bitsPerElement: bits, seed: 3)
        let distortion = try quantizer.distortion(of: points)
        let bound = 2.7207 * square / Double(1 << (2 * bits))
        // (The bound is of the mean over rotations.)
        #expect(distortion < bound * 1.3, "\(d), \(bits)")
      }
    }
  }

  @Test func bitsAreTheSameForAllThreadsAndZeroRowsStay() throws {
    let points = randomPoints(rows: 150, columns: 12, seed: 1)
    let quantizer = RotatedScalarQuantizer(dimensions: 12, bitsPerElement: 3, seed: 7)
    #expect(try quantizer.encode(points, threadCount: 1) == quantizer.encode(points, threadCount: 3))
    let zero: Matrix<Double> = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
    #expect(try quantizer.decode(quantizer.encode(zero)) == zero)
  }

  @Test func aLengthBeyondFloatIsAnError() throws {
    let quantizer = RotatedScalarQuantizer(dimensions: 2, bitsPerElement: 4)
    #expect(throws: ClusteringError.inertiaNotRepresentable) { try quantizer.encode([[1e200, 0]] as Matrix<Double>) }
    #expect(throws: QuantizationError.lengthNotFinite(row: 0)) {
      try quantizer.decode(Codes([0, 0, 0x7F80, 0], bits: [4, 4, 16, 16]))
    }
  }
}
