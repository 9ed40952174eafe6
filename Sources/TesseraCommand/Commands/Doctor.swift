internal import ArgumentParser
internal import Clustering
internal import Matrices
internal import Pictures
internal import QuestionData
internal import TableDrivers
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

  private static func libraries() -> [DoctorReport.Library] {
    let packing = LoadableLibrary.all.map { library in
      DoctorReport.Library(
        name: library.name, purpose: library.purpose, advice: library.advice, problem: library.problem)
    }
    let pictures = PictureLibrary.allCases.map { library in
      DoctorReport.Library(
        name: library.name, purpose: library.purpose, advice: library.advice, problem: library.problem)
    }
    let drivers = TableDrivers.known.map { driver in
      let problem = TableDrivers().problem(of: driver.name)
      return DoctorReport.Library(
        name: "driver \(driver.name)", purpose: driver.purpose, advice: problem?.hint ?? "",
        problem: problem?.places)
    }
    return packing + pictures + drivers
  }

  func run() throws {
    let report = DoctorReport(
      instructionSet: try? InstructionSet.selected(), libraries: Self.libraries(),
      checks: try SelfTest().checks())
    try StandardOutput.write(json ? JSONReport.text(report.json) : report.text)
    if report.checks.contains(where: { !$0.agrees }) { throw ExitCode(70) }
  }
}
