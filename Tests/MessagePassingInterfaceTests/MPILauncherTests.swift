import Testing

@testable import MessagePassingInterface

struct MPILauncherTests {
  private func launcher(_ variables: [String: String]) -> MPILauncher? { MPILauncher { variables[$0] } }

  @Test func aProcessThatNothingElseStartedIsAlone() {
    #expect(launcher([:]) == nil)
    #expect(launcher(["PATH": "/usr/bin", "OMPI_COMM_WORLD_SIZE": "4"]) == nil)
    #expect(launcher(["PMI_RANK": "x", "PMI_SIZE": "2"]) == nil)
    #expect(launcher(["PMI_RANK": "-1", "PMI_SIZE": "2"]) == nil)
  }

  @Test func eachLauncherIsKnownByItsWords() {
    // Open MPI's sets PMIx, too; Hydra sets PMI.
    #expect(
      launcher(["OMPI_COMM_WORLD_RANK": "2", "OMPI_COMM_WORLD_SIZE": "4", "PMIX_RANK": "2"])
        == MPILauncher(kind: .openMPI, rank: 2, size: 4))
    #expect(
      launcher(["PMI_RANK": "0", "PMI_SIZE": "3", "MPI_LOCALNRANKS": "3"])
        == MPILauncher(kind: .processManager, rank: 0, size: 3, localSize: 3, localRank: 0))
    #expect(launcher(["PMIX_RANK": "1"]) == MPILauncher(kind: .exchange, rank: 1, size: nil))
  }

  @Test func processesOfAMachineShareItsProcessors() {
    #expect(MPILauncher.threads(of: 16, among: 4, allowed: 16) == 4)
    #expect(MPILauncher.threads(of: 2, among: 4, allowed: 2) == 1)
    // Open MPI binds each of two processes to one processor.
    #expect(MPILauncher.threads(of: 16, among: 2, allowed: 1) == 1)
    #expect(MPILauncher.threads(of: 16, among: 2, allowed: 0) == 8)
    #expect(launcher(["PMI_RANK": "0", "PMI_SIZE": "8", "MPI_LOCALNRANKS": "3"])?.localSize == 3)
  }

  @Test func slurmIsALauncherWithinAStepOfItsOwn() {
    let step = ["SLURM_PROCID": "1", "SLURM_STEP_NUM_TASKS": "4", "SLURM_STEP_ID": "0"]
    #expect(launcher(step) == MPILauncher(kind: .none, rank: 1, size: 4))
    #expect(
      launcher(step.merging(["PMIX_RANK": "1"]) { $1 }) == MPILauncher(kind: .exchange, rank: 1, size: 4))
    #expect(
      launcher(step.merging(["PMI_RANK": "1", "PMI_SIZE": "4"]) { $1 })
        == MPILauncher(kind: .processManager, rank: 1, size: 4))
    // The script of a job with four tasks, which no srun has started.
    #expect(launcher(["SLURM_PROCID": "0", "SLURM_NTASKS": "4"]) == nil)
    #expect(launcher(step.merging(["SLURM_STEP_ID": "4294967291"]) { $1 }) == nil)
  }
}
