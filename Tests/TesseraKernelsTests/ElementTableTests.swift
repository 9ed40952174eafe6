import CTesseraKernels
import Testing

/// Loops over elements: every table gives the bits of the portable one.
@Suite struct ElementTableTests {
  static let counts = [1, 3, 7, 8, 15, 16, 17, 31, 64, 65, 255, 256, 257, 1000]

  private static let functions = (tessera_negate.rawValue...tessera_tanh_by_value.rawValue).map { tessera_function($0) }
  private static let pairs = (tessera_add.rawValue...tessera_squared_difference.rawValue).map {
    tessera_pair_function($0)
  }

  /// Ordinary numbers, and all that is special, at changing places.
  private func values(_ count: Int, _ seed: Int) -> [Float] {
    let special: [Float] = [
      0, -0.0, .infinity, -.infinity, .nan, 0x1p-140, -0x1p-140, 3e38, -3e38, 1, -1, 2, 0.5, 88.9, -104,
    ]
    return (0..<count).map { index in
      index % 5 == seed % 5
        ? special[(index / 5 + seed) % special.count] : Float((index * 7919 + seed * 31) % 2003) * 0.013 - 13
    }
  }

  @Test(arguments: counts) func functionsAndSlopes(_ count: Int) {
    for seed in 0..<6 {
      let x = values(count, seed)
      for function in Self.functions {
        agree(count, "function \(function.rawValue) of \(count), seed \(seed)") { $0.f32.map(function, x, $1, count) }
        agree(count, "slopes \(function.rawValue) of \(count), seed \(seed)") { $0.f32.slopes(function, x, $1, count) }
      }
    }
  }

  @Test(arguments: counts) func functionsOfTwo(_ count: Int) {
    let (x, y) = (values(2 * count, 1), values(2 * count, 2))
    for steps in [(1, 1), (1, 0), (0, 1), (0, 0)] {
      var rows = tessera_rows(
        rows: 2, columns: count, left_row: steps.0 * count, left_step: steps.0, right_row: steps.1 * count,
        right_step: steps.1, out_row: count)
      for function in Self.pairs {
        agree(2 * count, "pair \(function.rawValue) of \(count), steps \(steps)") {
          $0.f32.combine(function, x, y, $1, &rows)
        }
      }
      for function in Self.functions {
        agree(2 * count, "scaled by \(function.rawValue) of \(count), steps \(steps)") {
          $0.f32.scale_by_slopes(function, x, y, $1, &rows)
        }
      }
    }
  }

  @Test(arguments: counts) func rows(_ extent: Int) {
    for inner in [1, 3, 300] {
      let x = values(2 * extent * inner, 3).map { $0.isNaN || $0.magnitude > 1e30 ? 7 : $0 }
      for greatest in [false, true] {
        agree(2 * inner, "extremes of \(extent) x \(inner)") { $0.f32.extremes(greatest, x, $1, 2, extent, inner) }
      }
      agree(x.count, "sums of \(extent) x \(inner)") { $0.f32.cumulative_sums(x, $1, 2, extent, inner, true) }
    }
    let (a, b, w) = (values(3 * extent, 4), values(2 * extent, 5), values(3 * extent, 6))
    agree(6, "distances of \(extent)") { $0.f32.block_distances(a, b, $1, 3, 2, extent) }
    let pairs = values(6, 7)
    agree(3 * extent, "signed sums of \(extent)") { $0.f32.signed_sums(pairs, a, b, $1, 3, 2, extent) }
    agree(6, "signed products of \(extent)") { $0.f32.signed_products(w, a, b, $1, 3, 2, extent) }
    for inner in [1, 3] {
      let (a, w) = (values(3 * extent * inner, 4), values(3 * extent * inner, 6))
      for logarithm in [false, true] {
        agree(a.count, "softmax of \(extent) x \(inner)") { _ = $0.f32.softmax(a, $1, 3, extent, inner, logarithm) }
        agree(a.count, "softmax's slopes of \(extent) x \(inner)") {
          $0.f32.softmax_pullback(w, a, $1, 3, extent, inner, logarithm)
        }
      }
      var shifts = [Float](repeating: 0, count: 3 * inner)
      agree(3 * inner, "log-sum-exp of \(extent) x \(inner)") { $0.f32.log_sums(a, &shifts, $1, 3, extent, inner) }
    }
  }

  @Test(arguments: counts) func fusedLoops(_ count: Int) {
    let (x, y, z) = (values(count, 1), values(count, 2), values(count, 3))
    agree(count, "leak") { $0.f32.leak(x, 0.1, $1, count) }
    for step in [0, 1] {
      agree(count, "leak's cotangent") { $0.f32.leak_pullback(y, step, x, 0.1, $1, count) }
      for function in [tessera_divide, tessera_power, tessera_arctangent, tessera_squared_difference] {
        for ofRight in [false, true] {
          let (a, b) = function == tessera_arctangent ? (x.map(ordinary), y.map(ordinary)) : (x, y)
          agree(count, "slopes of pair \(function.rawValue), right: \(ofRight), step \(step)") {
            _ = $0.f32.scale_by_slopes_of_two(function, ofRight, z, step, a, 1, b, step, $1, count)
          }
        }
      }
    }
    var constants = tessera_adam(
      keep1: Double(Float(0.9)), keep2: Double(Float(0.999)), unbias1: 0.25, unbias2: 0.125, rate: 0.5, epsilon: 0.0625,
      shrinkage: 0.03125, limit: 0x1p60)
    agree(count, "Adam") { table, out in
      out.initialize(from: x, count: count)
      var (velocity, squares) = (y, z.map(\.magnitude))
      table.f32.adam(out, y, &velocity, &squares, count, &constants)
    }
  }

  private func ordinary(_ x: Float) -> Float { x.magnitude > 1e-3 && x.magnitude < 1e3 ? x : 1 }

  /// The first of equals, and the first NaN, wherever they stand.
  @Test(arguments: counts) func firstExtremes(_ extent: Int) {
    for table in ElementTable.all {
      for place in [0, extent / 2, extent - 1] {
        var x = [Float](repeating: 1, count: extent)
        x[place] = 2
        if place + 1 < extent { x[extent - 1] = 2 }
        var found = [0]
        table.pointer.pointee.f32.positions_of_extremes(true, x, &found, 1, extent, 1)
        #expect(found == [place])
        x[place] = .nan
        table.pointer.pointee.f32.positions_of_extremes(false, x, &found, 1, extent, 1)
        #expect(found == [place])
      }
    }
  }
}
