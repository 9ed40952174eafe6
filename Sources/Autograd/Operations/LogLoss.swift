// Softmax cross entropy in one operation: it reads the scores once, and its gradient is one tensor of their shape.
extension ClassRows {
  /// For each row a (l - x[label]) + b (sum of u (l - x)), where l is the row's log-sum-exp.
  ///
  /// - Parameters:
  ///   - a, b: in the shape of the rows.
  ///   - shares: u, [classes] or in the shape of the scores, as `self.shares` says; a constant where that is `none`.
  func loss(
    _ scores: Tensor<Scalar>, _ a: Tensor<Scalar>, _ b: Tensor<Scalar>, _ shares: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let losses = [Scalar](writing: count) { out in
      Scalar.kernels.logLoss(self, scores.elements, a.elements, b.elements, shares.elements, out)
    }
    return .recording(.logLoss(self), [scores, a, b, shares], losses, shape: a.shape)
  }

  /// f p - h [label] - k u, where p is the softmax of the scores: the slopes of ``loss(_:_:_:_:)``.
  private func slopes(
    _ scores: Tensor<Scalar>, _ f: Tensor<Scalar>, _ h: Tensor<Scalar>, _ k: Tensor<Scalar>, _ shares: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let slopes = [Scalar](writing: scores.count) { out in
      Scalar.kernels.logLossSlopes(self, scores.elements, f.elements, h.elements, k.elements, shares.elements, out)
    }
    return .recording(.logLossSlopes(self), [scores, f, h, k, shares], slopes, shape: scores.shape)
  }

  /// The rules of ``loss(_:_:_:_:)``.
  func pullbacks(of y: Tensor<Scalar>, _ x: [Tensor<Scalar>]) -> [() -> Tensor<Scalar>] {
    let (scores, a, b, shares) = (x[0], x[1], x[2], x[3])
    let (zeros, ones) = (Tensor<Scalar>.zeros(a.shape), Tensor<Scalar>.ones(a.shape))
    return [
      {
        // A row of weight 0 stays 0, also where a mean over no row makes the cotangent infinite.
        let h = labels == nil ? zeros : a.scaled(by: y)
        let k = self.shares == .none ? zeros : b.scaled(by: y)
        let f = self.shares == .none ? h : h + k.scaled(by: self.total(of: shares, in: scores))
        return slopes(scores, f, h, k, shares)
      },
      { y.scaled(by: loss(scores, ones, zeros, shares)) },
      { y.scaled(by: loss(scores, zeros, ones, shares)) },
      {
        let axis = axis(of: scores)
        let surprisals = -scores.logSoftmax(alongAxis: axis)
        return collected(y.scaled(by: b).expandingDimension(at: axis).scaled(by: surprisals), like: shares, axis)
      },
    ]
  }

  /// The rules of the slopes.
  func pullbacksOfSlopes(of y: Tensor<Scalar>, _ x: [Tensor<Scalar>]) -> [() -> Tensor<Scalar>] {
    let (scores, f, k, shares) = (x[0], x[1], x[3], x[4])
    let axis = axis(of: scores)
    /// The softmax, but 0 in rows that take no part.
    func weighted() -> (cotangent: Tensor<Scalar>, softmax: Tensor<Scalar>) {
      var plain = self
      plain.shares = .none
      let zeros = Tensor<Scalar>.zeros(f.shape)
      let softmax = plain.slopes(scores, .ones(f.shape), zeros, zeros, shares)
      return (y.scaled(by: softmax), softmax)
    }
    return [
      {
        let (cotangent, softmax) = weighted()
        let mean = cotangent.sum(alongAxis: axis, keepingDimension: true)
        return f.expandingDimension(at: axis).scaled(by: cotangent - softmax * mean)
      },
      { weighted().cotangent.sum(alongAxis: axis) },
      { -y.taking(labelPositions, shape: f.shape) },
      { -y.scaled(by: self.spread(shares, like: scores, axis)).sum(alongAxis: axis) },
      { collected(-y.scaled(by: k.expandingDimension(at: axis)), like: shares, axis) },
    ]
  }

  private func axis(of scores: Tensor<Scalar>) -> Int { scores.rank == 1 ? 0 : 1 }

  private var labelPositions: [Int] {
    guard let labels else { return [Int](repeating: -1, count: count) }
    return labels.enumerated().map { row, label in label < 0 ? -1 : start(of: row) + label * inner }
  }

  /// The sum of each row's shares, or of the one row of them.
  private func total(of shares: Tensor<Scalar>, in scores: Tensor<Scalar>) -> Tensor<Scalar> {
    self.shares == .perClass ? shares.sum() : shares.sum(alongAxis: axis(of: scores))
  }

  /// Shares such that they broadcast to the scores.
  private func spread(_ shares: Tensor<Scalar>, like scores: Tensor<Scalar>, _ axis: Int) -> Tensor<Scalar> {
    guard self.shares == .perClass else { return shares }
    return shares.reshaped(to: scores.shape.indices.map { $0 == axis ? classes : 1 })
  }

  /// Cotangents of the spread shares, summed to the shares.
  private func collected(_ cotangents: Tensor<Scalar>, like shares: Tensor<Scalar>, _ axis: Int) -> Tensor<Scalar> {
    guard self.shares == .perClass else { return cotangents }
    return cotangents.sum(alongAxes: cotangents.shape.indices.filter { $0 != axis })
  }
}
