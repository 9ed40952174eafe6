import CTesseraKernels
import Testing

/// Sums, scans and scatters: every table gives the bits of the portable one.
@Suite struct ReductionTableTests {
  /// Numbers of changing sizes, among them zeros, and now and then what is no number.
  private func values(_ count: Int, _ seed: Int, special: Bool = false) -> [Float] {
    (0..<count).map { index in
      if special && (index + seed) % 41 == 0 { return [.infinity, -.infinity, .nan, -0.0][(index / 41 + seed) % 4] }
      return (index + seed) % 13 == 0 ? 0 : Float((index * 7919 + seed * 31) % 2003) * 0.0017 - 1.7
    }
  }

  @Test(arguments: ElementTableTests.counts) func sums(_ columns: Int) {
    let (x, y) = (values(7 * columns, 1), values(7 * columns, 2))
    for terms in [tessera_plain, tessera_scaled, tessera_squares] {
      for steps in [(1, 1), (1, 0), (0, 1), (0, 0)] {
        for out in [(0, 0), (1, 0), (0, 1), (columns, 1)] {
          let sums = tessera_sums(
            rows: 7, columns: columns, left_row: steps.0 * columns, left_step: steps.0, right_row: steps.1 * columns,
            right_step: steps.1, out_row: out.0, out_step: out.1)
          let count = out == (0, 0) ? 1 : out.1 == 0 ? 7 : out.0 == 0 ? columns : 7 * columns
          agree(count, "sums \(terms.rawValue) of 7 x \(columns), \(steps) to \(out)") { table, result in
            withUnsafePointer(to: sums) { table.reductions_f32.add_up(terms, x, y, result, nil, $0) }
          }
        }
      }
    }
    var scratch = [Double](repeating: 0, count: 2 * columns)
    agree(2 * columns, "differences of \(columns)") { table, result in
      table.reductions_f32.weighted_differences(values(6, 3), x, y, result, 3, 2, columns, &scratch)
    }
  }

  @Test(arguments: ElementTableTests.counts) func scans(_ extent: Int) {
    for inner in [1, 3, 40] {
      let axis = tessera_axis(outer: 5, extent: extent, inner: inner)
      let count = 5 * extent * inner
      let (x, y) = (values(count, 3, special: true), values(count, 4))
      var scratch = [Double](repeating: 0, count: 2 * extent * 40)
      var places = [Int](repeating: 0, count: count)
      agree(5 * inner, "products of \(extent) x \(inner)") { $0.reductions_f32.products(x, $1, axis) }
      agree(count, "products' pullback of \(extent) x \(inner)") {
        $0.reductions_f32.products_pullback(y, x, $1, axis, &scratch)
      }
      agree(count, "cumulative products of \(extent) x \(inner)") { $0.reductions_f32.cumulative_products(x, $1, axis) }
      agree(count, "their pullback of \(extent) x \(inner)") {
        $0.reductions_f32.cumulative_products_pullback(y, x, $1, axis, &scratch)
      }
      agree(count, "logarithms of \(extent) x \(inner)") { $0.reductions_f32.cumulative_log_sums(x, $1, axis) }
      agree(count, "their pullback of \(extent) x \(inner)") {
        $0.reductions_f32.cumulative_log_sums_pullback(y, x, $1, axis, &scratch)
      }
      agree(count, "records of \(extent) x \(inner)") { $0.reductions_f32.records(true, x, $1, &places, axis) }
    }
  }

  @Test(arguments: ElementTableTests.counts) func scatters(_ count: Int) {
    for inner in [1, 3, 40] {
      let x = values(3 * count * inner, 5, special: true)
      let indices = (0..<(3 * count * inner)).map { $0 * 31 % 6 }
      let base = values(3 * 7 * inner, 6)
      var scratch = [Double](repeating: 0, count: max(7 * inner, x.count))
      indices.withUnsafeBufferPointer { indices in
        let places = tessera_places(
          targets: tessera_axis(outer: 3, extent: 7, inner: inner), count: count, indices: indices.baseAddress!,
          are_slices: false, order: nil, sizes: nil)
        withUnsafePointer(to: places) { places in
          agree(base.count, "\(count) x \(inner) put") {
            $0.reductions_f32.put(x, base, $1, places, &scratch, min(inner, 16))
          }
          agree(base.count, "extremes of \(count) x \(inner)") { table, result in
            result.update(from: base, count: base.count)
            table.reductions_f32.put_extremes(false, x, result, places)
          }
          agree(x.count, "slopes of \(count) x \(inner)") { table, result in
            var (products, rest) = (
              [Double](repeating: 2, count: 21 * inner), [Double](repeating: 1, count: 21 * inner)
            )
            table.reductions_f32.put_product_slopes(x, result, &products, &rest, places, &scratch)
          }
        }
      }
    }
  }
}
