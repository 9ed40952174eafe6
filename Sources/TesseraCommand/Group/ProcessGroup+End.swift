internal import CLibrary
internal import MessagePassing
internal import MessagePassingInterface

extension ProcessGroup {
  /// Does the work of a command, and leaves the group: all processes end with the same exit code.
  func ending(_ body: () throws -> Void) throws {
    guard let member = communicator as? MPICommunicator else { return try body() }
    do {
      try body()
      try leave(member)
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
      try? leave(member)
      Terminal.exit(failure.exitCode)
    }
  }

  private func leave(_ member: MPICommunicator) throws(CommandFailure) {
    do {
      try member.finish()
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension MPILauncher {
  /// Before the processes hear from each other, all are likely to have the same to say: the first says it at once, after which the
  /// launcher ends the others. They leave it two seconds.
  func leaveTheWordToTheFirst() {
    if rank > 0, size != 1 { sleep(2) }
  }
}
