internal import TesseraKernels

/// Who looks at a run from outside.
struct RunWatch<Scalar: KernelScalar> {
  /// Asked before every update, with the state from which the run could be taken up again; true ends it.
  let shouldStop: (RunState) -> Bool
  /// Hears every entry of the trace when it is made.
  let progress: (TraceEntry, ExactAssigner<Scalar>, RunState) -> Void
}
