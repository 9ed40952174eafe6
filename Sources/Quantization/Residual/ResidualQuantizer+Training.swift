public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

extension ResidualQuantizer {
  /// A quantizer whose codebooks k-means found, level by level on what the levels before left over, and which were then refined
  /// together.
  ///
  /// What is left over is that of the best sequences of the beam, and, in another training, that of all of them (of a million rows and more,
  /// of the best only): codes that suit only the best would leave the others, of which one may end as the best, without a
  /// chance, but where rows lie in clusters far apart, the others lead nowhere. The better of both is refined.
  ///
  /// With the codes frozen, the loss is quadratic in all codebooks: each refinement moves one codebook after the other to its
  /// minimum, the mean of what the others leave of its rows, and encodes anew. The best quantizer that was met is returned.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite.
  ///   - levels: how many, at least 1.
  ///   - kmeans: how each codebook is trained; its `clusterCount` is that of the codes of a level, its `seed` goes up by one from
  ///     level to level. With `sizes`, what a level leaves over is that of its balanced labels (`finished` hears them), and nothing is
  ///     refined. Its `timeLimit` is that of all together.
  ///   - weights: one per row.
  ///   - beamWidth: of the training and of the result.
  ///   - refinements: how many there are at most.
  ///   - starts: one per level, [codes, dimensions], in place of the initializer.
  ///   - progress: hears every update of k-means: which level, and its state.
  ///   - finished: hears of each level's fit, whose rows are the sequences that it was trained on.
  /// - Returns: where what is left over has fewer distinct rows than codes were asked for, the codes repeat.
  /// - Complexity: per update O(rows * codes * dimensions) at most. Memory: two copies of the points in Double, or
  ///   `beamWidth` of a million rows.
  public static func trained(
    on points: NumericMatrix, levels: Int, by kmeans: KMeans, weights: [Double]? = nil,
    beamWidth: Int = usualBeamWidth, refinements: Int = 10, from starts: [Matrix<Double>]? = nil,
    progress: @escaping (Int, TraceEntry) -> Void = { _, _ in }, finished: (Int, KMeansModel) -> Void = { _, _ in }
  ) throws(ClusteringError) -> ResidualQuantizer {
    require(levels >= 1, "at least one level")
    require(refinements >= 0, "the number of refinements is not negative")
    require(starts.map { $0.count == levels } ?? true, "one start per level")
    let parallel = ParallelRows(threads: kmeans.threadCount ?? ParallelRows.processorCount)
    let budget = TrainingBudget(seconds: kmeans.timeLimit)
    // (The first codebook is the same for both trainings.)
    func trained(
      onBeams: Bool, after first: (codebook: Matrix<Double>, model: KMeansModel)? = nil
    ) throws(ClusteringError) -> (quantizer: ResidualQuantizer, models: [KMeansModel]) {
      var (codebooks, models) = (first.map { [$0.codebook] } ?? [], first.map { [$0.model] } ?? [])
      for level in codebooks.count..<levels {
        // As much for the other training and the refinement as for this one.
        var options = budget.options(kmeans, ofRemaining: levels - level + (kmeans.sizes == nil ? levels : 0))
        options.seed &+= UInt64(level)
        var rest = (points: points, weights: weights)
        if level > 0, kmeans.sizes != nil {
          rest.points = ResidualRows(of: points, codebooks, codes: models.map(\.labels)).points
        } else if level > 0 {
          let before = ResidualQuantizer(finite: codebooks, beamWidth: beamWidth)
          let beams = BeamResiduals(
            of: points, by: before, weights: weights, most: onBeams ? beamWidth : 1, parallel)
          rest = (beams.points, beams.weights)
        }
        let (codebook, model) = try Codebook.trained(
          on: rest.points, weights: rest.weights, by: options, from: starts?[level]
        ) { progress(level, $0) }
        codebooks.append(codebook)
        models.append(model)
        if kmeans.sizes != nil { finished(level, model) }
      }
      return (ResidualQuantizer(finite: codebooks, beamWidth: beamWidth), models)
    }
    let plain = try trained(onBeams: false)
    guard kmeans.sizes == nil else { return plain.quantizer }
    let relative = try points.relative(weights)
    let scale = Scale(bound: Scale.bound(of: plain.quantizer.codebooks))
    func refinement(_ quantizer: ResidualQuantizer) -> ResidualRefinement {
      ResidualRefinement(of: quantizer, on: points, weights: relative, scale: scale, parallel)
    }
    var (best, models) = (refinement(plain.quantizer), plain.models)
    if beamWidth > 1, levels > 1, !budget.isOver, points.rows < BeamResiduals.mostRows {
      let beams = try trained(onBeams: true, after: (plain.quantizer.codebooks[0], plain.models[0]))
      let other = refinement(beams.quantizer)
      if other.isBetter(than: best) { (best, models) = (other, beams.models) }
    }
    for (level, model) in models.enumerated() { finished(level, model) }
    return best.refined(rounds: refinements, budget)
  }

  /// A quantizer whose codebooks k-means found; see
  /// ``trained(on:levels:by:weights:beamWidth:refinements:from:progress:finished:)``.
  public static func trained<Scalar: KernelScalar>(
    on points: Matrix<Scalar>, levels: Int, by kmeans: KMeans, weights: [Double]? = nil,
    beamWidth: Int = usualBeamWidth,
    refinements: Int = 10
  ) throws(ClusteringError) -> ResidualQuantizer {
    try trained(
      on: NumericMatrix(points), levels: levels, by: kmeans, weights: weights, beamWidth: beamWidth,
      refinements: refinements)
  }
}
