import Autograd

/// Elements that only change their places.
enum Moving {
  static var cases: [Case] { byStrides + byIndex }

  private static var byStrides: [Case] {
    let (x, xs, ys, cube) = (Inputs.x, Inputs.xs, Inputs.ys, Inputs.cube)
    return [
      Case("pad", [xs]) { $0[0].padded([(1, 1), (3, 3)]) },
      Case("pad_reflect", [cube]) { $0[0].padded([(0, 0), (0, 0), (3, 3)], with: .reflection) },
      Case("pad_replicate", [cube]) { $0[0].padded([(0, 0), (0, 0), (3, 3)], with: .replication) },
      Case("pad_circular", [cube]) { $0[0].padded([(0, 0), (0, 0), (3, 3)], with: .circulation) },
      Case("transpose", [xs]) { $0[0].transposed() },
      Case("permute_021", [cube]) { $0[0].transposed(permutation: [0, 2, 1]) },
      Case("permute_102", [cube]) { $0[0].transposed(permutation: [1, 0, 2]) },
      Case("permute_210", [cube]) { $0[0].transposed(permutation: [2, 1, 0]) },
      Case("flip", [x]) { $0[0].flipped(alongAxes: [0]) }, Case("flip_rows", [xs]) { $0[0].flipped(alongAxes: [0]) },
      Case("slice_rows", [xs]) { $0[0].slice(from: 1, to: -1, alongAxis: 0) },
      Case("slice_columns", [xs]) { $0[0].slice(from: 1, to: -1, alongAxis: 1) },
      Case("slice_step", [x]) { $0[0].slice(from: 0, to: nil, alongAxis: 0, step: 2) },
      Case("select_column", [xs]) { $0[0].selecting(5, alongAxis: 1) },
      Case("broadcast_row", [Inputs.line]) { $0[0].broadcast(to: [4000, 1000]) },
      Case("broadcast_column", [Inputs.column]) { $0[0].broadcast(to: [4000, 1000]) },
      Case("cat_rows", [xs, ys]) { .concatenated([$0[0], $0[1]], alongAxis: 0) },
      Case("cat_columns", [xs, ys]) { .concatenated([$0[0], $0[1]], alongAxis: 1) },
      Case("stack_last", [x, Inputs.y]) { .stacked([$0[0], $0[1]], alongAxis: 1) },
      Case("diagonal", [cube.slice(from: 0, to: 250, alongAxis: 2)]) { .einsum("bii->bi", [$0[0]]) },
    ]
  }

  private static var byIndex: [Case] {
    let (x, xs, ys) = (Inputs.x, Inputs.xs, Inputs.ys)
    return [
      Case("gather", [xs]) { $0[0].gathering(Inputs.indices, alongAxis: 1) },
      Case("gather_one", [xs]) { $0[0].gathering(Inputs.labels, alongAxis: 1) },
      Case("index_rows", [xs]) { $0[0].selectingRows(Inputs.rows) },
      Case("index_columns", [xs]) { $0[0].selecting(Inputs.columns, alongAxis: 1) },
      Case("masked_select", [x]) { $0[0].selecting(where: Inputs.mask) },
      Case("scatter_add", [xs, ys]) { $0[0].scatterAdding($0[1], at: Inputs.indices, alongAxis: 1) },
      Case("index_add", [xs, ys]) { $0[0].addingSlices($0[1], at: Inputs.rows, alongAxis: 0) },
      Case("scatter_sum", [xs, ys]) { $0[0].scatterReducing($0[1], at: Inputs.indices, alongAxis: 1, by: .sum) },
      Case("scatter_amax", [xs, ys]) { $0[0].scatterReducing($0[1], at: Inputs.indices, alongAxis: 1, by: .greatest) },
      Case("scatter_prod", [xs, ys]) { $0[0].scatterReducing($0[1], at: Inputs.indices, alongAxis: 1, by: .product) },
      Case(discrete: "one_hot", [x]) { _ in keep(Inputs.labels.oneHot(1000, as: Float.self)) },
    ]
  }
}
