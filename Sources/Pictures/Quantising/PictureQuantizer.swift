public import Clustering
public import Matrices
internal import Refusals
public import TesseraKernels

/// Finds the few colours that a picture is best drawn with, and draws it.
///
/// ```swift
/// var quantizer = PictureQuantizer(colourCount: 16)
/// quantizer.dithering = .floydSteinberg
/// let result = try quantizer.quantized(picture)
/// print(result.palette.map(\.colour.hexadecimal), result.error)
/// ```
///
/// The palette is found by ``/Clustering/KMeans`` among the distinct colours, each of the weight of its pixels, then rounded to bytes; see
/// <doc:PalettesOfPictures>. The same picture and options give the same bits on every machine and for every number of threads.
///
/// - Complexity: that of k-means over the distinct colours in three dimensions. Memory: beside the picture 1 byte per pixel, 3 MB, and about 100
///   bytes per distinct colour.
public struct PictureQuantizer: Sendable {
  /// The most colours, 1 ... 256.
  public var colourCount: Int {
    didSet { Self.check(colourCount) }
  }
  /// In which space colours are near.
  public var space = PictureSpace.oklab
  /// How pixels are drawn whose colour is not in the palette.
  public var dithering = Dithering.none
  /// Decides the start of the runs.
  public var seed: UInt64 = 0
  /// How many runs of k-means are made from different starts, at least 1; the one with the smallest inertia counts. Of 16,384 and more distinct
  /// colours, in cells of 4 x 4 x 4 bytes that are at least 200 per cluster, the runs are of the cells' means, and the best is where a last run, of all
  /// colours, starts.
  public var restarts = 4 {
    didSet { require(restarts >= 1, "at least one run") }
  }
  /// How much work is spent on a better palette than that of the runs.
  public var quality = SearchQuality.fast
  /// How many threads work; nil for one per processor. The result does not depend on it.
  public var threadCount: Int? {
    didSet { require(threadCount ?? 1 >= 1, "at least one thread") }
  }
  /// Which kernels are used; nil for the best of this machine. The result does not depend on it.
  public var instructionSet: InstructionSet?
  /// Ends the runs of k-means from outside, with the best that was reached; see there.
  public var cancellation: Cancellation?
  /// Hears how far the longer steps of k-means are.
  public var meter: WorkMeter?

  /// - Parameter colourCount: the most colours, 1 ... 256.
  public init(colourCount: Int) {
    Self.check(colourCount)
    self.colourCount = colourCount
  }

  private static func check(_ colourCount: Int) {
    require((1...256).contains(colourCount), "a palette has 1 to 256 colours")
  }

  /// Finds the palette of a picture, and draws the picture with it.
  ///
  /// - Parameter progress: receives the state of each run at its start and after every update.
  /// - Throws: ``PictureError/nothingVisible`` where all pixels are transparent, ``PictureError/clustering(_:)`` where no run was finished.
  public func quantized(
    _ picture: Picture, progress: @escaping (TraceEntry) -> Void = { _ in }
  ) throws(PictureError) -> QuantizedPicture {
    let counts = ColourCounts(picture)
    guard !counts.colours.isEmpty else { throw .nothingVisible }
    let problem = PaletteProblem(counts, space: space, threadCount, instructionSet)
    do {
      let model = counts.colours.count > colourCount ? try fitted(problem, counts, progress) : nil
      let colours = try model.map { model throws(ClusteringError) in
        try problem.bytes(of: model.centroids, colourCount: colourCount)
      }
      let (palette, assignment) = try problem.sorted(colours ?? counts.colours)
      return QuantizedPicture(self, picture, counts, palette, assignment, model)
    } catch {
      throw .clustering(error)
    }
  }

  /// The best of the runs; where these are of cells of colours, what a last run of all colours makes of it.
  private func fitted(
    _ problem: PaletteProblem, _ counts: ColourCounts, _ progress: @escaping (TraceEntry) -> Void
  ) throws(ClusteringError) -> KMeansModel {
    guard let cells = ColourCells(problem, counts.colours, clusterCount: colourCount) else {
      return try kMeans.fitted(to: problem.points, weights: problem.weights, progress: progress)
    }
    let best = try kMeans.fitted(to: cells.points, weights: cells.weights, progress: progress)
    if best.stopReason == .interrupted { return best }
    var last = kMeans
    (last.initializer, last.restarts, last.quality) = (.given(best.centroids), 1, .fast)
    do {
      return try last.fitted(to: problem.points, weights: problem.weights, progress: progress)
    } catch {
      if case .interrupted = error { return best }
      throw error
    }
  }

  private var kMeans: KMeans {
    var kMeans = KMeans(clusterCount: colourCount)
    (kMeans.seed, kMeans.restarts, kMeans.quality) = (seed, restarts, quality)
    (kMeans.threadCount, kMeans.instructionSet) = (threadCount, instructionSet)
    (kMeans.cancellation, kMeans.meter) = (cancellation, meter)
    return kMeans
  }
}

/// Why a picture has no palette.
public enum PictureError: Error, Sendable, Equatable, CustomStringConvertible {
  /// All pixels are fully transparent.
  case nothingVisible
  /// k-means has no result: it was interrupted before there was one, or memory was refused.
  case clustering(ClusteringError)

  public var description: String {
    switch self {
    case .nothingVisible: "all pixels are transparent; give a picture of which something can be seen"
    case .clustering(let error): "\(error)"
    }
  }
}
