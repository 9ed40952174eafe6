extension ElementKernels {
  @Sendable static func spread(_ x: Input, _ out: Output, _ block: RowBlock) {
    for row in 0..<block.rows {
      let (x, out) = (x + block.left[row], out + block.target[row])
      if block.left.step == 1 {
        out.update(from: x, count: block.columns)
      } else {
        out.update(repeating: x[0], count: block.columns)
      }
    }
  }

  @Sendable static func choose(
    _ mask: UnsafePointer<Bool>, _ x: Input, _ xStride: Int, _ y: Input, _ yStride: Int, _ out: Output, _ count: Int
  ) {
    for index in 0..<count { out[index] = mask[index] ? x[index * xStride] : y[index * yStride] }
  }

  @Sendable static func take(_ x: Input, _ positions: UnsafePointer<Int>, _ out: Output, _ count: Int) {
    for index in 0..<count { out[index] = positions[index] >= 0 ? x[positions[index]] : 0 }
  }
}
