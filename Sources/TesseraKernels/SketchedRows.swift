internal import CTesseraKernels
package import Matrices
internal import Refusals

/// Eight-bit copies of the sketches of all rows.
///
/// Memory: directions + 20 bytes per row.
public final class SketchedRows: @unchecked Sendable {
  public let directions: SketchDirections
  let codes: NarrowRows
  let slacks: UnsafeMutablePointer<Float>
  private var memory = OwnedMemory()

  /// nil where that was given up.
  ///
  /// - Parameters:
  ///   - rows: finite.
  ///   - shift: the centre that sketches are relative to.
  ///   - bound: the largest distance of a row from it, or so: what is beyond has a scale of its own.
  ///   - isGivenUp: asked now and then.
  package convenience init?<Scalar: KernelScalar>(
    _ rows: RowView<Scalar>, along directions: SketchDirections, shift: [Double], bound: Double, kernels: Kernels,
    parallel: ParallelRows, isGivenUp: @Sendable () -> Bool
  ) {
    self.init(count: rows.count, along: directions)
    let width = directions.count + 1
    let smallest = NarrowRows.smallestScale(bound: bound)
    let origin = [Double](repeating: 0, count: width)
    shift.withUnsafeBufferPointer { shift in
      origin.withUnsafeBufferPointer { origin in
        nonisolated(unsafe) let (shift, origin) = (shift.baseAddress!, origin.baseAddress!)
        // A chunk's sketches stay in a cache.
        parallel.forEachChunk(of: rows.count, chunk: 256) { _, chunk in
          if isGivenUp() { return }
          withUnsafeTemporaryAllocation(of: Float.self, capacity: chunk.count * width) { sketches in
            rows.forEachPart(in: chunk) { part, some in
              kernels.sketch(
                part.origin, rowStride: part.stride, rows: some, shift: shift, along: directions,
                into: sketches.baseAddress!, slacks: slacks + some.lowerBound)
              let first = RowPart(some, at: UnsafePointer(sketches.baseAddress!), stride: width)
              kernels.narrow(
                first.origin, rowStride: width, rows: some, dimensions: width, shift: origin, smallestScale: smallest,
                into: codes)
            }
          }
        }
      }
    }
    if isGivenUp() { return nil }
  }

  private init(count: Int, along directions: SketchDirections) {
    self.directions = directions
    codes = NarrowRows(count: count, dimensions: directions.count + 1)
    slacks = memory.room(count)
  }
}

/// Eight-bit copies of the sketches of centroids.
public struct SketchedCentroids: Sendable {
  private var codes: NarrowCentroids
  private var slack: Float = 0

  public init(directions: SketchDirections) {
    codes = NarrowCentroids(shift: Array(repeating: 0, count: directions.count + 1))
  }

  /// Replaces the centroids, row-major [count, dimensions].
  ///
  /// - Parameter error: as ``NarrowCentroids/update(_:ids:keepsCodes:kernels:parallel:error:)`` has it.
  public mutating func update(
    _ centroids: [Double], along directions: SketchDirections, shift: [Double], kernels: Kernels,
    parallel: ParallelRows, error: (_ reach: Double, _ codeReach: Double, _ codeError: Double) -> ScoreError
  ) {
    let (d, width) = (directions.dimensions, directions.count + 1)
    let count = centroids.count / d
    var sketches = [Float](repeating: 0, count: count * width)
    var slacks = [Float](repeating: 0, count: count)
    sketches.withUnsafeMutableBufferPointer { sketches in
      slacks.withUnsafeMutableBufferPointer { slacks in
        centroids.withUnsafeBufferPointer { centroids in
          shift.withUnsafeBufferPointer { shift in
            nonisolated(unsafe) let (sketches, slacks) = (sketches.baseAddress!, slacks.baseAddress!)
            nonisolated(unsafe) let (centroids, shift) = (centroids.baseAddress!, shift.baseAddress!)
            parallel.forEachChunk(of: count, chunk: 64) { _, part in
              kernels.sketch(
                centroids, rowStride: d, rows: part, shift: shift, along: directions,
                into: sketches + part.lowerBound * width, slacks: slacks + part.lowerBound)
            }
          }
        }
      }
    }
    slack = slacks.max() ?? 0
    codes.update(sketches.map(Double.init), kernels: kernels, parallel: parallel, error: error)
  }

  func withView<Result>(_ rows: SketchedRows, _ body: (tessera_sketch) -> Result) -> Result {
    codes.withView { centroids in
      body(
        tessera_sketch(
          rows: rows.codes.cValue, centroids: centroids.cValue, dimensions: rows.directions.count + 1,
          slacks: rows.slacks, slack: slack, growth: rows.directions.growth))
    }
  }
}

extension Kernels {
  /// As ``narrowAssign(_:rowStride:narrow:centroids:exact:rows:count:scratch:challenges:found:squares:)``, of all centroids:
  /// only those are compared in all dimensions whose sketches do not rule them out.
  ///
  /// - Parameter centroids: which keep their codes.
  public func sketchAssign<Scalar: KernelScalar>(
    _ points: UnsafePointer<Scalar>, rowStride: Int, narrow: NarrowRows, centroids: NarrowCentroids.View,
    sketched: SketchedRows, _ sketches: SketchedCentroids, exact: ExactCentroids, rows: UnsafePointer<Int32>,
    count: Int, scratch: UnsafeMutableRawPointer, found: FoundRows,
    squares: UnsafeMutablePointer<Double>? = nil
  ) -> NarrowWork {
    guard let assign = Scalar.rowKernels(of: self).pointee.sketch_assign else {
      refuse("\(instructionSet) has no eight-bit products")
    }
    require(sketched.directions.count < exact.dimensions, "sketches are shorter than rows")
    require(centroids.cValue.codes != nil, "the centroids keep their codes")
    return sketches.withView(sketched) { sketch in
      var (rowView, centroidView, exactView, sketch) = (narrow.cValue, centroids.cValue, exact.cValue, sketch)
      var work = tessera_narrow_work(rows: 0, candidates: 0, survivors: 0)
      assign(
        points, rowStride, &rowView, &centroidView, &sketch, &exactView, rows, count, scratch, found.labels,
        found.upper, found.lower, squares, &work)
      return NarrowWork(rows: work.rows, candidates: work.candidates, survivors: work.survivors)
    }
  }
}
