internal import ArgumentParser
internal import CLibrary
internal import CProcessGuard
internal import MessagePassingInterface
internal import TesseraKernels

/// What a command does where a launcher of MPI has started several of it.
struct GroupOptions: ParsableArguments {
  @Flag(help: "Work alone, though a launcher of MPI (mpirun, srun) has started this process as one of several.")
  var noMpi = false

  @Option(
    help: ArgumentHelp(
      """
      The library of MPI under mpirun or srun: a file, or a name like libmpi.so.40 (default: the one in TESSERA_MPI; else that beside \
      the launcher, or of its kind).
      """, valueName: "FILE"))
  var mpiLibrary: String?

  @Option(
    help: ArgumentHelp(
      "Under mpirun, seconds after which a process no longer waits for the others, which may have ended or be cut off; 0: never.",
      valueName: "S"))
  var timeout = 600.0

  func validate() throws {
    guard timeout >= 0 && timeout <= 1e9 else { throw ValidationError("--timeout lies in 0 ... 1e9 (seconds).") }
  }

  /// What has started this process as one of several; nil where it is to work alone.
  var launcher: MPILauncher? {
    guard !noMpi, let launcher = MPILauncher.current else { return nil }
    return launcher.size == 1 && mpiLibrary == nil ? nil : launcher
  }

  /// Joins the processes that were started with this one.
  func join() throws(CommandFailure) -> ProcessGroup {
    guard let launcher else { return .alone }
    do throws(MPIStartError) {
      let communicator = try MPICommunicator(
        startedBy: launcher, library: mpiLibrary ?? getenv("TESSERA_MPI").map { String(cString: $0) },
        timeout: timeout > 0 ? .seconds(timeout) : nil)
      // Libraries have handlers of signals of their own.
      process_guard_install()
      return ProcessGroup(communicator)
    } catch {
      let failure = CommandFailure(exitCode: CommandFailure.ExitCode.unavailable, message: error.description)
      launcher.leaveTheWordToTheFirst(isOfAll: false, exitCode: failure.exitCode)
      throw failure
    }
  }

  /// How many threads are this process's part of the machine's, where it shares that with others of its group.
  var threadCount: Int? {
    launcher?.threads(of: ParallelRows.processorCount)
  }
}
