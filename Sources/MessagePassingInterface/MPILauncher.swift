internal import CLibrary

/// What started this process as one of several, as far as the environment says.
///
/// ```swift
/// if let launcher = MPILauncher.current, launcher.size ?? 2 > 1 {
///   let communicator = try MPICommunicator(startedBy: launcher)
/// }
/// ```
///
/// A library of another MPI than the launcher's does not hear from it, and every process thinks that it is alone:
/// ``MPICommunicator/init(startedBy:library:timeout:)`` compares what the two say.
public struct MPILauncher: Sendable, Equatable {
  /// Whose words it speaks.
  public enum Kind: Sendable, Equatable {
    /// Open MPI's `mpirun`, `prterun`.
    case openMPI
    /// The process manager of MPICH and its descendants (PMI): Hydra, `srun --mpi=pmi2`, Flux.
    case processManager
    /// PMIx without a word of Open MPI's: `srun --mpi=pmix`, `prun`.
    case exchange
    /// `srun` without any of them: processes that cannot find each other.
    case none
  }

  public var kind: Kind
  /// This process's number.
  public var rank: Int
  /// How many there are; nil where the launcher does not say.
  public var size: Int?
  /// How many of them are on this machine, and this one's number among these, as far as the launcher says.
  public var localSize: Int
  public var localRank: Int

  public init(kind: Kind, rank: Int, size: Int?, localSize: Int = 1, localRank: Int = 0) {
    (self.kind, self.rank, self.size) = (kind, rank, size)
    (self.localSize, self.localRank) = (localSize, localRank)
  }

  /// - Parameter value: what a variable of the environment holds; nil where it is not set.
  /// - Returns: nil where nothing says that there are other processes.
  public init?(environment value: (String) -> String?) {
    func number(_ name: String) -> Int? { value(name).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
    if let rank = number("OMPI_COMM_WORLD_RANK"), let size = number("OMPI_COMM_WORLD_SIZE") {
      self.init(kind: .openMPI, rank: rank, size: size)
    } else if let rank = number("PMI_RANK"), let size = number("PMI_SIZE") {
      self.init(kind: .processManager, rank: rank, size: size)
    } else if let rank = number("PMIX_RANK") {
      self.init(kind: .exchange, rank: rank, size: number("SLURM_STEP_NUM_TASKS"))
    } else if let rank = number("SLURM_PROCID"), let size = number("SLURM_STEP_NUM_TASKS"),
      let step = number("SLURM_STEP_ID"), Int64(step) < Self.firstSpecialStep
    {
      self.init(kind: .none, rank: rank, size: size)
    } else {
      return nil
    }
    localSize = max(1, number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? number("MPI_LOCALNRANKS") ?? 1)
    localRank = number("OMPI_COMM_WORLD_LOCAL_RANK") ?? number("MPI_LOCALRANKID") ?? number("SLURM_LOCALID") ?? 0
  }

  /// What started this process; nil where it was started alone.
  public static var current: MPILauncher? {
    MPILauncher { name in getenv(name).map { String(cString: $0) } }
  }

  /// Slurm counts steps from 0; the script of a job, and a shell in it, are steps with numbers from here on.
  private static let firstSpecialStep: Int64 = 0xFFFF_FFF0
}
