internal import CMessagePassingInterface

extension MPILauncher {
  /// How many threads are this process's part of a machine's processors: an equal one, and no more than the launcher has bound the process
  /// to. At least 1.
  ///
  /// - Parameter processors: how many the machine has.
  public func threads(of processors: Int) -> Int {
    Self.threads(of: processors, among: localSize, allowed: Int(mpi_processors_allowed()))
  }

  static func threads(of processors: Int, among processes: Int, allowed: Int) -> Int {
    max(1, min(processors / max(1, processes), allowed > 0 ? allowed : .max))
  }
}
