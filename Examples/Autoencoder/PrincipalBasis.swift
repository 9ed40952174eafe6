import Autograd

/// The principal components of images: the axes of their covariance, by Jacobi's rotations, largest variance first.
struct PrincipalBasis {
  /// [1, pixels].
  let mean: Tensor<Float>
  /// [pixels, components].
  let axes: Tensor<Float>

  init(of images: Tensor<Float>) {
    let x = Tensor<Double>(images.elements.map { Double($0) }, shape: images.shape)
    let mean = x.mean(alongAxes: [0], keepingDimensions: true)
    let centred = x - mean
    let size = images.shape[1]
    var (a, v) = (centred.transposed().matrixProduct(centred).elements, [Double](repeating: 0, count: size * size))
    for index in 0..<size { v[index * size + index] = 1 }
    for _ in 0..<12 { Self.sweep(&a, &v, size) }
    let order = (0..<size).sorted { a[$0 * size + $0] > a[$1 * size + $1] }
    self.mean = Tensor(mean.elements.map { Float($0) }, shape: [1, size])
    axes = Tensor((0..<size).flatMap { row in order.map { Float(v[row * size + $0]) } }, shape: [size, size])
  }

  /// Turns every pair of axes until their covariance is 0.
  private static func sweep(_ a: inout [Double], _ v: inout [Double], _ size: Int) {
    for p in 0..<(size - 1) {
      for q in (p + 1)..<size where a[p * size + q] != 0 {
        let ratio = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
        let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        turn(&a, p, q, cosine, tangent * cosine, size: size, step: size, stride: 1)
        turn(&a, p, q, cosine, tangent * cosine, size: size, step: 1, stride: size)
        turn(&v, p, q, cosine, tangent * cosine, size: size, step: 1, stride: size)
      }
    }
  }

  /// Turns rows p and q (a step of a row, a stride of 1), or columns.
  private static func turn(
    _ x: inout [Double], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double, size: Int, step: Int, stride: Int
  ) {
    for index in 0..<size {
      let (i, j) = (p * step + index * stride, q * step + index * stride)
      (x[i], x[j]) = (cosine * x[i] - sine * x[j], sine * x[i] + cosine * x[j])
    }
  }

  func scores(of images: Tensor<Float>) -> Tensor<Float> { (images - mean).matrixProduct(axes) }
  func images(of scores: Tensor<Float>) -> Tensor<Float> { scores.matrixProduct(axes.transposed()) + mean }
}
