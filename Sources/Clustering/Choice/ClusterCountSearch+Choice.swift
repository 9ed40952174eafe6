public import Matrices
internal import Refusals
internal import TesseraKernels

extension ClusterCountSearch {
  /// Fits and measures all candidates.
  ///
  /// - Parameters:
  ///   - points: [rows, dimensions], finite, with at least as many distinct rows of positive weight as the largest candidate.
  ///   - weights: one per row; nil for 1 each. They matter to fits, inertia, gap and stability; silhouettes and dispersion
  ///     count every row once.
  ///   - progress: receives how far the search is, on the caller's thread.
  ///   - shouldStop: asked before every update of a fit of all rows. (The ``Cancellation`` of ``kMeans`` is heeded throughout.)
  /// - Throws: ``ClusteringError`` as a fit does; ``ClusteringError/interrupted`` when it was ended.
  public func choice(
    for points: NumericMatrix, weights: [Double]? = nil, progress: @escaping (Progress) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ClusteringError) -> ClusterCountChoice {
    guard kMeans.centroid == .mean else { throw .cannotCombine("centroid \(kMeans.centroid.name)", "a search for k") }
    require(
      kMeans.missingValues == .refused && kMeans.trimmedShare == 0,
      "numbers of clusters are compared on all rows and elements")
    if kMeans.metric == .cosine, !kMeans.hasDirections {
      var search = self
      search.kMeans = try kMeans.withDirections()
      return try search.choice(
        for: try points.directions(threadCount: kMeans.threadCount), weights: weights, progress: progress,
        shouldStop: shouldStop)
    }
    let models = try models(points, weights, progress, shouldStop)
    progress(Progress(step: .silhouettes, share: share(clusterCounts.count)))
    let silhouettes = try Silhouettes.all(
      of: points, labelings: models.map { $0.labels },
      sampleSize: Silhouettes.sampleSize(rows: points.rows, dimensions: points.columns, limit: silhouetteRows),
      seed: kMeans.seed,
      threadCount: kMeans.threadCount, instructionSet: kMeans.instructionSet, cancellation: kMeans.cancellation)
    let sample = ResampledRows(of: points, weights: weights, size: sampledRows, seed: kMeans.seed)
    let fits = SampledFits(self)
    let gaps = try gaps(models, sample, fits, progress)
    let stabilities = try stabilities(models, sample, fits, progress)

    var candidates: [ClusterCountChoice.Candidate] = []
    for (index, model) in models.enumerated() {
      if kMeans.cancellation?.isCancelled ?? false { throw .interrupted }
      let dispersion = try ClusterDispersion(of: points, labels: model.labels, threadCount: kMeans.threadCount)
      candidates.append(
        .init(
          clusterCount: clusterCounts[index], inertia: model.inertia, silhouette: silhouettes[index].mean,
          calinskiHarabasz: dispersion.calinskiHarabasz, daviesBouldin: dispersion.daviesBouldin,
          gap: gaps[index]?.value, gapError: gaps[index]?.error, stability: stabilities[index],
          radius: model.region.radius, counts: model.counts))
    }
    let rule = ClusterCountRule(candidates)
    return ClusterCountChoice(
      candidates: candidates, recommended: rule.recommendation,
      silhouetteSample: silhouettes[0].isSample ? silhouettes[0].rows.count : nil,
      resampledRows: sample.isSample ? sample.rows.count : nil, gapChoice: rule.gapChoice)
  }

  /// A fit of all rows per candidate, the largest first: what cannot be fitted is said before anything is.
  private func models(
    _ points: NumericMatrix, _ weights: [Double]?, _ progress: @escaping (Progress) -> Void,
    _ shouldStop: @escaping () -> Bool
  ) throws(ClusteringError) -> [KMeansModel] {
    var models: [KMeansModel] = []
    for count in clusterCounts.reversed() {
      let begin = share(models.count)
      let step = Progress.Step.fit(clusterCount: count)
      progress(Progress(step: step, share: begin))
      var options = kMeans
      options.clusterCount = count
      var run = -1
      let model = try options.fitted(
        to: points, weights: weights,
        progress: { entry in
          if entry.iteration == 0 { run += 1 }
          let done = Double(run) + Double(entry.iteration) / Double(max(1, options.maximumIterations))
          progress(Progress(step: step, share: begin + share(1) * done / Double(options.restarts)))
        }, shouldStop: shouldStop)
      if model.stopReason == .interrupted { throw .interrupted }
      models.append(model)
    }
    return models.reversed()
  }

  private func gaps(
    _ models: [KMeansModel], _ sample: ResampledRows, _ fits: SampledFits, _ progress: (Progress) -> Void
  ) throws(ClusteringError) -> [GapStatistic?] {
    // The inertia of a sample is that of fits to the sample.
    let own: [Double?] =
      sample.isSample
      ? try fits.results([.init(points: sample.points, weights: sample.weights)]) { $0.inertia }[0]
      : models.map { $0.inertia }
    let box = UniformBox(around: sample.points)
    let inertias = try inBatches(references, fits, .references, before: clusterCounts.count + 1, progress) { number in
      let points = box.points(rows: sample.rows.count, seed: kMeans.seed, number: number)
      let isPlain = kMeans.metric == .euclidean
      return .init(points: isPlain ? points : (try? points.directions()) ?? points, weights: sample.weights)
    } part: {
      $0.inertia
    }
    return clusterCounts.indices.map { index in
      GapStatistic(inertia: own[index], references: inertias.map { $0[index] })
    }
  }

  private func stabilities(
    _ models: [KMeansModel], _ sample: ResampledRows, _ fits: SampledFits, _ progress: (Progress) -> Void
  ) throws(ClusteringError) -> [Double?] {
    let before = clusterCounts.count * (1 + references) + 1
    // The labels of rows that a draw has not are those of its nearest centroids: weights of 0 do that.
    let labelings = try inBatches(resamples, fits, .resamples, before: before, progress) { number in
      .init(points: sample.points, weights: sample.drawn(seed: kMeans.seed, number: number))
    } part: {
      $0.labels
    }
    return clusterCounts.indices.map { index in
      guard clusterCounts[index] > 1 else { return nil }
      let labels = sample.rows.map { models[index].labels[$0] }
      let agreements = labelings.compactMap { $0[index] }.map {
        LabelAgreement(truth: labels, predicted: $0).adjustedRand
      }
      return agreements.isEmpty ? nil : agreements.exactMean
    }
  }

  /// What fits of `count` sets of rows give, as many sets at a time as keep all threads busy.
  private func inBatches<Part: Sendable>(
    _ count: Int, _ fits: SampledFits, _ step: Progress.Step, before: Int, _ progress: (Progress) -> Void,
    _ set: (_ number: Int) -> SampledFits.Rows, part: @escaping @Sendable (KMeansModel) -> Part
  ) throws(ClusteringError) -> [[Part?]] {
    var results: [[Part?]] = []
    while results.count < count {
      progress(Progress(step: step, share: share(before + results.count * clusterCounts.count)))
      let numbers = results.count..<min(count, results.count + fits.setsAtOnce)
      results += try fits.results(numbers.map(set), part)
    }
    return results
  }

  /// The share of the whole that so many fits are; all silhouettes count as one.
  private func share(_ fits: Int) -> Double {
    Double(fits) / Double(clusterCounts.count * (1 + references + resamples) + 1)
  }
}
