public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

extension ResidualQuantizer {
  /// A quantizer whose codebooks k-means found, level by level on what the levels before left over, and which were then refined
  /// together.
  ///
  /// With the codes frozen, the loss is quadratic in all codebooks: each refinement moves one codebook after the other to its
  /// minimum, the mean of what the others leave of its rows, and encodes anew. The best quantizer that was met is returned.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - levels: how many, at least 1.
  ///   - kmeans: how each codebook is trained; its `clusterCount` is that of the codes of a level, its `seed` goes up by one from
  ///     level to level. With `sizes`, what a level leaves over is that of its balanced labels (`finished` hears them), and nothing is
  ///     refined.
  ///   - beamWidth: of the training and of the result.
  ///   - refinements: how many there are at most.
  ///   - starts: one per level, [codes, dimensions], in place of the initializer.
  ///   - progress: hears every update of k-means: which level, and its state.
  ///   - finished: hears of each level's fit.
  /// - Returns: where what is left over has fewer distinct rows than codes were asked for, the last code fills up the codebook.
  /// - Complexity: per update O(rows * codes * dimensions) at most. Memory: two copies of the points in Double.
  public static func trained(
    on points: NumericMatrix, levels: Int, by kmeans: KMeans, beamWidth: Int = usualBeamWidth, refinements: Int = 10,
    from starts: [Matrix<Double>]? = nil,
    progress: @escaping (Int, TraceEntry) -> Void = { _, _ in }, finished: (Int, KMeansModel) -> Void = { _, _ in }
  ) throws(ClusteringError) -> ResidualQuantizer {
    require(levels >= 1, "at least one level")
    require(refinements >= 0, "the number of refinements is not negative")
    require(starts.map { $0.count == levels } ?? true, "one start per level")
    let parallel = ParallelRows(threads: kmeans.threadCount ?? ParallelRows.processorCount)
    var (codebooks, labels): ([Matrix<Double>], [[Int32]]) = ([], [])
    for level in 0..<levels {
      var options = kmeans
      options.seed &+= UInt64(level)
      let rest: NumericMatrix =
        if level == 0 {
          points
        } else if kmeans.sizes != nil {
          ResidualRows(of: points, codebooks, codes: labels).points
        } else {
          ResidualRows(of: points, by: ResidualQuantizer(finite: codebooks, beamWidth: beamWidth), parallel).points
        }
      let (codebook, model) = try Codebook.trained(on: rest, weights: nil, by: options, from: starts?[level]) {
        progress(level, $0)
      }
      codebooks.append(codebook)
      labels.append(model.labels)
      finished(level, model)
    }
    let trained = ResidualQuantizer(finite: codebooks, beamWidth: beamWidth)
    return refinements == 0 || kmeans.sizes != nil
      ? trained : trained.refined(on: points, rounds: refinements, parallel)
  }

  /// A quantizer whose codebooks k-means found; see
  /// ``trained(on:levels:by:beamWidth:refinements:from:progress:finished:)``.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, levels: Int, by kmeans: KMeans, beamWidth: Int = usualBeamWidth, refinements: Int = 10
  ) throws(ClusteringError) -> ResidualQuantizer {
    try trained(
      on: NumericMatrix(points), levels: levels, by: kmeans, beamWidth: beamWidth, refinements: refinements)
  }

  /// The best of the quantizers that some rounds of refinement lead to, and this one.
  private func refined(on points: NumericMatrix, rounds: Int, _ parallel: ParallelRows) -> ResidualQuantizer {
    var (best, current) = (self, self)
    var rest = ResidualRows(of: points, by: current, parallel)
    var least = rest.squares
    for _ in 0..<rounds {
      current = ResidualQuantizer(finite: rest.means(current.codebooks), beamWidth: beamWidth)
      rest = ResidualRows(of: points, by: current, parallel)
      let squares = rest.squares
      guard squares < least else { break }
      // What gains less than a ten thousandth is not worth another pass.
      let isSlow = squares > least * 0.9999
      (best, least) = (current, squares)
      if isSlow { break }
    }
    return best
  }
}
