import ArgumentParser
import MessagePassing
import Testing

@testable import TesseraCommand

struct ProcessGroupTests {
  private static func failures(
    _ body: @escaping @Sendable (ProcessGroup) throws -> Void
  ) throws -> [CommandFailure?] {
    try LocalGroup.run(3) { member -> CommandFailure? in
      let group = ProcessGroup(member)
      do {
        try group.agreeing { try body(group) }
        return nil
      } catch {
        return CommandFailure(anyOf: error)
      }
    }
  }

  @Test func whatOneProcessHasToSayAllEndWith() throws {
    let found = try Self.failures { group in
      if group.rank == 1 { throw CommandFailure(exitCode: 65, message: "no rows") }
    }
    #expect(found == Array(repeating: CommandFailure(exitCode: 65, message: "process 1 of 3: no rows"), count: 3))
  }

  @Test func whatAllHaveToSayIsOfNoneInParticular() throws {
    let found = try Self.failures { _ in throw ValidationError("give a number") }
    #expect(found == Array(repeating: CommandFailure(exitCode: 64, message: "give a number"), count: 3))
  }

  /// A process that only heard of another's trouble is not asked for the reason.
  @Test func theReasonIsThatOfTheProcessThatKnowsIt() throws {
    let found = try Self.failures { group in
      throw group.rank == 2
        ? CommandFailure(exitCode: 74, message: "gone")
        : CommandFailure(exitCode: 65, message: "member 2 says why", origin: .elsewhere)
    }
    #expect(found == Array(repeating: CommandFailure(exitCode: 74, message: "process 2 of 3: gone"), count: 3))
  }

  @Test func anExitCodeAloneHasNoMessage() throws {
    let found = try Self.failures { group in if group.isFirst { throw ArgumentParser.ExitCode(130) } }
    #expect(found == Array(repeating: CommandFailure(exitCode: 130, message: ""), count: 3))
  }

  @Test func processesThatDoNotHearFromEachOtherDoNotTry() throws {
    let found = try Self.failures { _ in throw CommandFailure(CommunicationError("cut")) }
    let expected = CommandFailure(exitCode: 74, message: "cut", origin: .between)
    #expect(found == Array(repeating: expected, count: 3))
  }

  @Test func oneProcessSaysItsOwnErrors() {
    #expect(throws: CommandFailure(exitCode: 65, message: "no rows")) {
      try ProcessGroup.alone.agreeing { throw CommandFailure(exitCode: 65, message: "no rows") }
    }
  }

  @Test func whatIsGatheredComesInOrder() throws {
    let found = try LocalGroup.run(3) { member in
      try ProcessGroup(member).gathered(Array(repeating: -1 - (1 << 40) * member.rank, count: member.rank))
    }
    let expected = [[], [-1 - (1 << 40)], [-1 - (1 << 41), -1 - (1 << 41)]]
    #expect(found == Array(repeating: expected, count: 3))
  }
}
