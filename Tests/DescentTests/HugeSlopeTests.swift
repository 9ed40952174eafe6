import Descent
import Testing

/// Adam's step does not depend on the scale of the slopes: also where their squares are no numbers any more.
@Suite struct HugeSlopeTests {
  @Test(arguments: [1e3, 1e19, 1e25, 3e38] as [Float]) func aFiniteSlopeMovesByTheRate(_ size: Float) {
    var descent = Descent<Float>(.adam(), learningRate: 0.5, count: 2)
    var x: [Float] = [1, 1]
    for turn in 1...3 {
      descent.step(&x, gradient: [size, -size])
      #expect((x[0] - (1 - 0.5 * Float(turn))).magnitude < 1e-5 && (x[1] - (1 + 0.5 * Float(turn))).magnitude < 1e-5)
    }
  }

  @Test func wholeStepsAndChangesHoldSlopesAlike() {
    var whole = Descent<Double>(.adam(), learningRate: 0.1, count: 4)
    var single = whole
    var x = [1.0, 2, 3, 4]
    var expected = x
    for slopes in [[1e200, -1e300, 0, .infinity], [1, 1e153, 1e154, 1]] {
      whole.step(&x, gradient: slopes)
      single.beginStep()
      for index in 0..<4 {
        expected[index] -= single.change(index, gradient: slopes[index], parameter: expected[index])
      }
      #expect(x[..<3] == expected[..<3] && x[..<3].allSatisfy(\.isFinite))
      // What is infinite shows.
      #expect(x[3].isNaN && expected[3].isNaN)
    }
  }

  /// Any number of parameters, tails of loops included, and a type without loops of its own.
  @Test func otherTypesAndLengths() {
    for count in 0...40 {
      var descent = Descent<Float>(.adamW(), learningRate: 0.1, count: count)
      var x = (0..<count).map { Float($0) - 7 }
      descent.step(&x, gradient: x.map { $0 * 0.3 - 1 })
      for (index, x) in x.enumerated() {
        let start = Float(index) - 7
        let expected = start - 0.001 * start - (start * 0.3 - 1 < 0 ? -0.1 : 0.1)
        #expect((x - expected).magnitude < 1e-5, "\(index) of \(count)")
      }
    }
    #if !(os(macOS) && arch(x86_64))
      var descent = Descent<Float16>(.adam(epsilon: 1e-3), learningRate: 0.5, count: 1)
      var x: [Float16] = [1]
      descent.step(&x, gradient: [1000])
      #expect((x[0] - 0.5).magnitude < 0.01)
    #endif
  }
}
