internal import Matrices
internal import TesseraKernels

/// What seeding needs of the points, without their element type: its loops are compiled once, whoever calls them.
struct SeedingSource: Sendable {
  let rows: Int
  let dimensions: Int
  let weights: RowWeights
  let kernels: Kernels
  let parallel: ParallelRows
  let reduction: Reduction
  let cancellation: Cancellation?
  let meter: WorkMeter?

  /// Whether what is chosen from now on will not be used.
  var isCancelled: Bool { cancellation?.isCancelled ?? false || reduction.hasFailed }

  /// Packs rows relative to the points' shift, and their squared norms (see `Kernels.pack`).
  let pack: @Sendable (Range<Int>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Double>) -> Void

  /// Rows of all members in Double, one after the other.
  let vectors: @Sendable ([Int]) -> [Double]

  /// D of listed rows to the vectors that their bits name (see `Kernels.distances`).
  let distances:
    @Sendable (
      _ list: UnsafePointer<Int32>, _ bits: UnsafePointer<UInt32>, _ count: Int, _ vectors: [Double],
      _ out: UnsafeMutablePointer<Double>
    ) -> Void

  init<Scalar: KernelScalar>(_ points: ScaledPoints<Scalar>, kernels: Kernels, parallel: ParallelRows) {
    rows = points.rows
    dimensions = points.dimensions
    weights = points.weights
    reduction = points.reduction
    (cancellation, meter) = (points.cancellation, points.meter)
    self.kernels = kernels
    self.parallel = parallel
    let (d, shift) = (points.dimensions, points.shift)
    pack = { rows, packed, squaredNorms in
      points.withPart(holding: rows) { part in
        shift.withUnsafeBufferPointer { shift in
          kernels.pack(
            part[rows.lowerBound], rowStride: part.stride, rows: nil, count: rows.count, dimensions: d,
            shift: shift.baseAddress!, packed: packed, squaredNorms: squaredNorms)
        }
      }
    }
    vectors = { rows in
      points.vectors(rows).withUnsafeElements { elements in
        [Double](unsafeUninitializedCapacity: rows.count * d) { vectors, count in
          Scalar.widen(elements.baseAddress!, count: rows.count * d, into: vectors.baseAddress!)
          count = rows.count * d
        }
      }
    }
    distances = { list, bits, count, vectors, out in
      points.withPart(holding: UnsafeBufferPointer(start: list, count: count)) { part in
        vectors.withUnsafeBufferPointer { vectors in
          kernels.distances(
            part.origin, rowStride: part.stride, list: list, bits: bits, count: count, vectors: vectors.baseAddress!,
            dimensions: d, into: out)
        }
      }
    }
  }
}
