import TesseraKernels

/// What this machine can run.
enum InstructionSetNames {
  static let available = Set(InstructionSet.available.map(\.rawValue))
}
