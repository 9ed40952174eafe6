internal import CLibrary
internal import MessagePassing
internal import MessagePassingInterface

extension ProcessGroup {
  /// Does the work of a command, and leaves the group: all processes end with the same exit code.
  func ending(_ body: () throws -> Void) throws {
    guard let member = communicator as? MPICommunicator else { return try body() }
    do {
      try body()
      try leave(member, exitCode: 0)
    } catch {
      let failure = CommandFailure(anyOf: error)
      if failure.origin == .between {
        var failure = failure
        failure.message = "process \(rank) of \(size): \(failure.message)"
        failure.print()
        member.abort(exitCode: failure.exitCode)
      }
      // Before the others end, which the launcher may take as a reason to end this one.
      if isFirst, !failure.message.isEmpty { failure.print() }
      try? leave(member, exitCode: failure.exitCode)
      Terminal.exit(failure.exitCode)
    }
  }

  private func leave(_ member: MPICommunicator, exitCode: Int32) throws(CommandFailure) {
    do {
      try member.finish(exitCode: exitCode)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension MPILauncher {
  /// Before the processes hear from each other, many have the same to say about what ends them: the first says it at once, after which
  /// most launchers end the others. Those that are left after two seconds end, too, without a word where it would be the same.
  ///
  /// - Parameter isOfAll: whether all have the same to say; else those of a machine.
  func leaveTheWordToTheFirst(isOfAll: Bool, exitCode: Int32) {
    guard rank > 0, size != 1 else { return }
    sleep(2)
    if isOfAll || localRank > 0 { Terminal.exit(exitCode) }
  }
}
