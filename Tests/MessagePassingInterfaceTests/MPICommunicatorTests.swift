import Testing

@testable import MessagePassingInterface

struct MPICommunicatorTests {
  @Test func aLibraryThatDoesNotHearFromTheLauncherIsFoundOut() {
    let four = MPILauncher(kind: .openMPI, rank: 2, size: 4)
    #expect(MPICommunicator.agree(four, rank: 2, size: 4))
    // Every process thinks that it is alone.
    #expect(!MPICommunicator.agree(four, rank: 0, size: 1))
    #expect(!MPICommunicator.agree(four, rank: 2, size: 3))
    let unknown = MPILauncher(kind: .exchange, rank: 1, size: nil)
    #expect(MPICommunicator.agree(unknown, rank: 1, size: 2))
    #expect(!MPICommunicator.agree(unknown, rank: 0, size: 1))
  }

  @Test func whatCannotBeJoinedIsRefusedWithAdvice() {
    let slurm = MPILauncher(kind: .none, rank: 1, size: 4)
    #expect(throws: MPIStartError.self) { try MPICommunicator(startedBy: slurm) }
    let launcher = MPILauncher(kind: .openMPI, rank: 0, size: 2)
    for library in ["/nowhere/libmpi.so", "libm.so.6"] {
      let error = #expect(throws: MPIStartError.self) { try MPICommunicator(startedBy: launcher, library: library) }
      #expect(error?.description.contains("--mpi-library") == true)
      #expect(error?.description.contains(library) == true)
    }
  }
}
