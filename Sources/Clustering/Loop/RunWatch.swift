internal import TesseraKernels

/// Who looks at a run from outside.
struct RunWatch<Scalar: KernelScalar> {
  /// Whether the caller wants the run to end; asked once per update.
  let shouldStop: () -> Bool
  /// Receives, between two updates, the state from which the run could be taken up again, and whether it ends there.
  var keep: (RunState, Bool) -> Void = { _, _ in }
  /// Hears every entry of the trace when it is made.
  let progress: (TraceEntry, ExactAssigner<Scalar>, RunState) -> Void
}
