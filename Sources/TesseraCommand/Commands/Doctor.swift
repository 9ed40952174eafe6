internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import QuestionData
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// `tessera doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What this machine offers, and whether results are right on it.",
    discussion: """
      Fits the question's data (inside this program) with every instruction set, arithmetic and number of threads: all \
      must give the same bits. Exit code 70 where they do not.

      Examples:
        tessera doctor
        tessera doctor --json
      """)

  @Flag(help: "Print exactly one JSON object on standard output.")
  var json = false

  func run() throws {
    let report = DoctorReport(
      instructionSet: try? InstructionSet.selected(), libraries: LoadableLibrary.all.map { ($0, $0.problem) },
      checks: try SelfTest().checks())
    try StandardOutput.write(json ? JSONReport.text(report.json) : report.text)
    if report.checks.contains(where: { !$0.agrees }) { throw ExitCode(70) }
  }
}
