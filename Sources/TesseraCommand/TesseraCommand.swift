internal import ArgumentParser
internal import CProcessGuard
internal import MessagePassingInterface
internal import Tessera
internal import VectorFiles

@main
struct TesseraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tessera",
    abstract: "Optimise through argmin: k-means by EM, Newton and gradient descent.",
    discussion: """
      Data are .npy files or tables of text (CSV, TSV, spaces), one row per point; columns that are no points are left aside, \
      with a note. Results go to standard output, everything else \
      to standard error. Exit codes are those of sysexits.h: 64 usage, 65 bad data, 66 no input, 71 no memory, 73 cannot \
      create, 74 input/output; 128 and the number of a signal that ended the command.
      """,
    version: TesseraVersion.current,
    subcommands: [
      Fit.self, Choose.self, Mixture.self, Assign.self, Evaluate.self, Compare.self, Report.self, Start.self,
      Partial.self, Merge.self, CodebookCommand.self, Search.self, Export.self, Palettize.self, Palette.self,
      Estimate.self, Demo.self, Doctor.self,
    ])

  static func main() {
    process_guard_install()
    let arguments = RawArguments.texts.namingStandardization.joiningNegativeNumbers
    do {
      do {
        var command = try parsed(arguments)
        try command.run()
        if !arguments.contains("--quiet") { DataOptions.notePeak() }
      } catch let error where !(error is CommandFailure || error is VectorFileError) {
        try ParserMessage(error, arguments: arguments).exit()
      }
    } catch let failure as CommandFailure {
      failure.exit()
    } catch let error as VectorFileError {
      CommandFailure(error).exit()
    } catch {
      CommandFailure(exitCode: CommandFailure.ExitCode.usage, message: "\(error)").exit()
    }
  }

  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    do {
      return try parseAsRoot(try arguments.joiningResumed())
    } catch {
      // Of several processes with these arguments one says what is wrong with them.
      if arguments.first == "fit", !arguments.contains("--no-mpi") {
        MPILauncher.current?.leaveTheWordToTheFirst(isOfAll: true, exitCode: CommandFailure(anyOf: error).exitCode)
      }
      throw error
    }
  }
}
