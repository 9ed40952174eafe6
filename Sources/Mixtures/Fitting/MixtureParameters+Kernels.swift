internal import CMixtureKernels
internal import Matrices
internal import TesseraKernels

extension MixtureParameters {
  /// What the kernels need: inverse Cholesky factors, or inverse deviations, and the logarithms of weights and volumes.
  ///
  /// - Parameter iteration: what an error calls the update.
  /// - Complexity: O(components * dimensions^3 / 3), components on several threads.
  func kernels(_ frame: UnitFrame, iteration: Int, _ parallel: ParallelRows) throws(MixtureError) -> KernelComponents {
    let d = dimensions
    let count = kind.factorCount(d)
    let own = covariances.count / count
    let parts: [(inverse: [Double], singularColumn: Int?)] =
      kind.hasProducts
      ? parallel.mapChunks(of: own, chunk: 1) { _, component, _ in
        Triangle.inverseFactor(of: Array(covariances[(component * count)..<((component + 1) * count)]), size: d)
      }
      : (0..<own).map { component in
        let factors = covariances[(component * d)..<((component + 1) * d)].map { 1 / $0.squareRoot() }
        return (factors, factors.firstIndex { !$0.isFinite })
      }
    var offsets: [Double] = []
    for (component, weight) in weights.enumerated() {
      let part = parts[kind == .tied ? 0 : component]
      if let column = part.singularColumn {
        throw .singularCovariance(component: component, column: column, iteration: iteration)
      }
      var logarithm = naturalLogarithm(weight) - 0.5 * Double(d) * logarithmOf2Pi
      for column in 0..<d {
        logarithm += naturalLogarithm(part.inverse[kind.hasProducts ? Triangle.place(column, column) : column])
      }
      offsets.append(logarithm)
    }
    return KernelComponents(
      mixture_shares, frame: frame, means: means, factors: parts.flatMap { $0.inverse }, isFull: kind.hasProducts,
      isShared: kind == .tied, offsets: offsets, sharpness: 0.5)
  }

  /// The same in units of the data.
  func model(in frame: UnitFrame) throws(MixtureError) -> MixtureModel {
    let (d, k) = (dimensions, weights.count)
    let count = kind.factorCount(d)
    var covariances: [Double] = []
    for start in stride(from: 0, to: self.covariances.count, by: count) {
      let own = self.covariances[start..<(start + count)].map { scaled($0, by: 2 * frame.exponent) }
      for column in 0..<d {
        let variance = own[kind.hasProducts ? Triangle.place(column, column) : column]
        guard variance.isNormal else { throw .notRepresentable(component: start / count) }
      }
      switch kind {
      case .full, .tied:
        for row in 0..<d {
          for column in 0..<d { covariances.append(own[Triangle.place(max(row, column), min(row, column))]) }
        }
      case .diagonal: covariances += own
      case .spherical: covariances.append(own[0])
      }
    }
    let means = Matrix<Double>(rows: k, columns: d) { target in
      for index in 0..<target.count {
        target[index] = scaled(self.means[index], by: frame.exponent) + frame.shift[index % d]
      }
    }
    return MixtureModel(kind, weights: weights, means: means, covariances: covariances)
  }
}

extension MixtureModel {
  /// Parameters on a scale on which no square overflows, whose shift is 0.
  func parameters() -> (parameters: MixtureParameters, frame: UnitFrame) {
    let (d, k) = (means.columns, means.rows)
    var frame = UnitFrame.units(d)
    let spread = covariances.reduce(0) { max($0, $1.magnitude) }.squareRoot()
    let bound = means.elements.reduce(spread) { max($0, $1.magnitude) }
    frame.exponent = bound > 0 ? Int(bound.exponent) : 0
    let elements = covariances.map(frame.scaledSquare)
    var parameters = MixtureParameters(
      covariance, means: means.elements.map { scaled($0, by: -frame.exponent) },
      variances: Array(repeating: 1, count: d), regularization: 0)
    parameters.weights = weights
    switch covariance {
    case .diagonal: parameters.covariances = elements
    case .spherical: parameters.covariances = (0..<(k * d)).map { elements[$0 / d] }
    case .full, .tied:
      parameters.covariances = []
      for start in stride(from: 0, to: elements.count, by: d) {
        let row = (start / d) % d
        parameters.covariances += elements[start...(start + row)]
      }
    }
    return (parameters, frame)
  }
}
