internal import ArgumentParser
internal import Tessera

@main
struct TesseraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tessera",
    abstract: "Optimise through argmin: k-means by EM, Newton and gradient descent.",
    discussion: """
      Data are .npy files or text (CSV, TSV, spaces), one row per point. Results go to standard output, everything else \
      to standard error. Exit codes are those of sysexits.h: 64 usage, 65 bad data, 66 no input, 73 cannot create, \
      74 input/output.
      """,
    version: TesseraVersion.current,
    subcommands: [Fit.self, Assign.self, Evaluate.self, Compare.self, Demo.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      failure.exit()
    } catch let error as VectorFileError {
      CommandFailure(error).exit()
    } catch {
      exit(withError: error)
    }
  }
}
