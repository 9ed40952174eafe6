internal import ArgumentParser
internal import VectorFiles

extension CommandFailure {
  /// Whatever ended a step of a command. A bare exit code has no message.
  init(anyOf error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as VectorFileError: self.init(error)
    case let code as ArgumentParser.ExitCode: self.init(exitCode: code.rawValue, message: "")
    default:
      let text = TesseraCommand.message(for: error)
      self.init(exitCode: TesseraCommand.exitCode(for: error).rawValue, message: text)
    }
  }
}
