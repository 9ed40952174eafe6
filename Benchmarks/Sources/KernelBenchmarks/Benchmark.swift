internal import TesseraKernels

/// What bounds a kernel: the arithmetic of one kind, or reading its data from memory once.
enum Resource: String, CaseIterable, Sendable {
  case float32 = "fp32"
  case float64 = "fp64"
  case int16
  case int8
  case memory

  /// The unit of a rate, in billions per second.
  var unit: String {
    switch self {
    case .float32, .float64: "GFLOP/s"
    case .int16, .int8: "Gop/s"
    case .memory: "GB/s"
    }
  }
}

/// One kernel on data of one size.
struct Benchmark {
  let name: String
  let size: String
  /// How many rows (or clusters) a run goes through.
  let items: Int
  let resource: Resource
  /// Operations, a multiply-add counted as two, or bytes, of one run.
  let amount: Double
  /// The filter of integer codes that instruction sets must have; nil where all have the kernel.
  var needs: Resource?
  let run: (Kernels, ParallelRows) -> Void

  func runs(on kernels: Kernels) -> Bool {
    switch needs {
    case .int8: kernels.hasNarrowRows
    case .int16: kernels.hasShortCentroids
    default: true
    }
  }
}
