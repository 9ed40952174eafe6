import Autograd

extension Client {
  static func gradients() {
    gradients(Float.self, "float")
    gradients(Double.self, "double")
  }

  /// Values and gradients, in one type.
  private static func gradients<Scalar: TensorScalar>(_ type: Scalar.Type, _ name: String) {
    let points = tensor([60, 3], of: type)
    let centroids = tensor([5, 3], of: type, stream: 1)
    let weights = tensor([3, 4], of: type, stream: 2)
    differentiate("\(name) loss of k-means", centroids) { centroids in
      let distances = squaredDistances(from: points, to: centroids)
      return distances.gathering(distances.argmin(alongAxis: 1), alongAxis: 1).sum()
    }
    differentiate("\(name) softmax", weights) { points.matrixProduct($0).softmax(alongAxis: 1).square().sum() }
    differentiate("\(name) soft assignment", centroids) { centroids in
      let distances = squaredDistances(from: points, to: centroids)
      return (distances * (-distances).softmax(alongAxis: 1)).sum()
    }
    differentiate("\(name) exp and log", points) { (($0.square() + 1).log() + (-$0.square()).exp()).sum() }
    differentiate("\(name) kinks", points) { ($0.abs() + $0.relu()).sum() }
    differentiate("\(name) second order", centroids) { centroids in
      gradient(at: centroids) { squaredDistances(from: points, to: $0).square().sum() }.square().sum()
    }
    differentiate("\(name) matrices", tensor([4, 4], of: type, stream: 3) + .identity(4) * 3, spectra)
    differentiate("\(name) by way of the other type", weights) {
      Tensor<Scalar>(Tensor<Scalar.Counterpart>($0).square().sum()) * $0[1..., 0].sum()
    }
    say(["\(name) random", digest(Tensor<Scalar>.normal([50], seed: 3)).text])
    var optimizer = Optimizer<Scalar>(.adam(), learningRate: 0.1)
    var moved = centroids
    for _ in 0..<20 {
      let slopes = gradient(at: moved) { squaredDistances(from: points, to: $0).min(alongAxis: 1).sum() }
      optimizer.step(&moved, slopes)
    }
    say(["\(name) adam", digest(moved).text])
  }

  /// A function of a regular matrix's solutions, factors and spectra.
  private static func spectra<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
    do throws(LinearAlgebraError) {
      let (u, values, _) = try x.singularValueDecomposition()
      let eigenvalues = try x.symmetricEigen().values
      let triangles = try x.qr().r.square().sum() + x.matrixProduct(x.transposed()).cholesky().sum()
      return try x.solve(x.square()).sum() + x.determinant() + u.square().square().sum() + values.square().sum()
        + eigenvalues.square().sum() + triangles
    } catch { return .zeros([]) }
  }

  private static func differentiate<Scalar: TensorScalar>(
    _ name: String, _ x: Tensor<Scalar>, _ function: (Tensor<Scalar>) -> Tensor<Scalar>
  ) {
    let (value, gradient) = valueWithGradient(at: x, of: function)
    say([name, digest(value).text, digest(gradient).text])
  }

  private static func digest<Scalar: TensorScalar>(_ tensor: Tensor<Scalar>) -> Digest {
    Digest.of(tensor.elements.map { Double($0) })
  }

  private static func tensor<Scalar: TensorScalar>(
    _ shape: [Int], of type: Scalar.Type, stream: Int = 0
  ) -> Tensor<Scalar> {
    let matrix = Rows(count: shape[0] + stream, columns: shape[1]).matrix(of: type)
    return Tensor(Array(matrix.elements.prefix(shape[0] * shape[1])), shape: shape)
  }
}
