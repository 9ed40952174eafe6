internal import TesseraKernels

extension InstructionSet {
  /// Of what has no parameter for it: the environment's, where that names one that this machine runs, or the best.
  static var usual: InstructionSet { (try? selected()) ?? .best }
}
