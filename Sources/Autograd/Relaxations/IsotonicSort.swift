internal import Refusals

// Sorting and ranking as projections onto the permutahedron: soft orders in O(n log n), exact and piecewise linear.
extension Tensor where Element: TensorScalar {
  /// The elements along an axis in descending order, relaxed: the point nearest to (n - 1, ..., 1, 0) / regularization among
  /// the mixtures of the elements' orders.
  ///
  /// ```swift
  /// let loss = (scores.isotonicSorted(alongAxis: 1, regularization: 0.1) * weights).sum()
  /// ```
  ///
  /// With s the sorted elements and r = (n - 1, ..., 1, 0), isotonic regression cuts the row into blocks B, and in each block
  ///
  ///     value_i = mean of s in B + (r_i - mean of r in B) / regularization,
  ///
  /// so that a row without gaps of more than 1 / regularization stays exactly what it is, wider gaps are drawn together, and in
  /// the limit of infinite regularization everything is the mean. The sum is kept.
  ///
  /// The gradient of a value is spread evenly over the elements of its block: exact on the piece, and the second derivative is
  /// 0. Blocks that just touch count as separate; ties: the lowest index first. A row with NaN or an infinite element is all
  /// NaN.
  ///
  /// Source: M. Blondel, O. Teboul, Q. Berthet, J. Djolonga, *Fast differentiable sorting and ranking* (2020),
  /// arXiv 2002.08871.
  /// - Parameters:
  ///   - axis: negative axes count from the end.
  ///   - regularization: positive, in inverse units of the elements.
  /// - Complexity: O(n log n) per row.
  public func isotonicSorted(alongAxis axis: Int, regularization: Element = 1) -> Tensor {
    require(regularization > 0, "a regularization is positive")
    let strength = Double(regularization)
    let blocks = SortedBlocks(self, alongAxis: Shape.axis(axis, of: shape)) { row in
      IsotonicRegression.blocks(row.indices.map { -Double($0) }, minus: row.map { strength * $0 })
    }
    noteBlocks(blocks)
    let offsets = blocks.places.indices.map { index in
      let offset = blocks.meanPlaces[blocks.ofPlace[index]] - Double(blocks.places[index])
      return blocks.isSpoilt[index] ? .nan : Element(offset == 0 ? 0 : offset / strength)
    }
    return blocks.means(of: self).taking(blocks.ofPlace, shape: shape) + Tensor(offsets, shape: shape)
  }

  /// The place of each element along an axis in descending order, counted from 0, relaxed: the point nearest to
  /// -x / regularization among the mixtures of all orders of 0, 1, ..., n - 1.
  ///
  /// ```swift
  /// let ranks = scores.isotonicRanks(alongAxis: 1, regularization: 0.1)   // the best score has a rank near 0
  /// ```
  ///
  /// In each block B of elements that isotonic regression joins,
  ///
  ///     rank_i = mean place of B - (x_i - mean of x in B) / regularization,
  ///
  /// so that a row without gaps of less than the regularization has its exact ranks, and in the limit of infinite
  /// regularization all have (n - 1) / 2. Equal elements share the mean of their places. The gradient is exact on the piece,
  /// and the second derivative is 0. A row with NaN or an infinite element is all NaN.
  ///
  /// Source: M. Blondel, O. Teboul, Q. Berthet, J. Djolonga, *Fast differentiable sorting and ranking* (2020),
  /// arXiv 2002.08871.
  /// - Parameters:
  ///   - axis: negative axes count from the end.
  ///   - regularization: positive, in units of the elements.
  /// - Complexity: O(n log n) per row.
  public func isotonicRanks(alongAxis axis: Int, regularization: Element = 1) -> Tensor {
    let (blocks, excess) = pooled(alongAxis: axis, regularization) { row, strength in
      // The best has the smallest rank: the row in descending order meets the places from the last on.
      IsotonicRegression.blocks(row, minus: row.indices.map { -strength * Double($0) })
    }
    let places = blocks.ofElement.indices.map { index in
      blocks.isSpoilt[index] ? .nan : Element(blocks.meanPlaces[blocks.ofElement[index]])
    }
    return Tensor(places, shape: shape) - excess
  }

  /// For each element along an axis how far it belongs to the `count` largest, relaxed: the point nearest to x / regularization
  /// with elements between 0 and 1 that sum to `count`.
  ///
  /// In each block B of elements that isotonic regression joins, weight_i = the share of B's places among the first `count`
  /// + (x_i - mean of x in B) / regularization. Exact and piecewise linear as ``isotonicRanks(alongAxis:regularization:)``;
  /// weights are exactly 0 and 1 where the elements are clear of the border.
  ///
  /// Source: M. Blondel, O. Teboul, Q. Berthet, J. Djolonga, *Fast differentiable sorting and ranking* (2020),
  /// arXiv 2002.08871.
  /// - Parameters:
  ///   - count: between 0 and the axis's extent.
  ///   - axis: negative axes count from the end.
  ///   - regularization: positive, in units of the elements.
  /// - Complexity: O(n log n) per row.
  public func isotonicTop(_ count: Int, alongAxis axis: Int, regularization: Element = 1) -> Tensor {
    let extent = Shape.split(shape, at: Shape.axis(axis, of: shape)).extent
    require(count >= 0 && count <= extent, "there are no \(count) elements along axis \(axis) of \(shape)")
    let (blocks, excess) = pooled(alongAxis: axis, regularization) { row, strength in
      IsotonicRegression.blocks(row, minus: row.indices.map { $0 < count ? strength : 0 })
    }
    var chosen = [Int](repeating: 0, count: blocks.sizes.count)
    for (index, block) in blocks.ofPlace.enumerated() where blocks.places[index] < count { chosen[block] += 1 }
    let shares = blocks.ofElement.enumerated().map { index, block in
      blocks.isSpoilt[index] ? .nan : Element(chosen[block]) / Element(blocks.sizes[block])
    }
    return Tensor(shares, shape: shape) + excess
  }

  /// Blocks, and for each element by how much it exceeds the mean of its block, over the regularization.
  private func pooled(
    alongAxis axis: Int, _ regularization: Element, _ divide: (_ row: [Double], _ strength: Double) -> [Int]
  ) -> (blocks: SortedBlocks, excess: Tensor) {
    require(regularization > 0, "a regularization is positive")
    let blocks = SortedBlocks(self, alongAxis: Shape.axis(axis, of: shape)) { divide($0, Double(regularization)) }
    noteBlocks(blocks)
    return (blocks, (self - blocks.means(of: self).taking(blocks.ofElement, shape: shape)) / regularization)
  }

  private func noteBlocks(_ blocks: SortedBlocks) {
    StepTrace.note("isotonic regression", of: self, severs: false, blocks.ofElement)
  }
}
