import Foundation
import TesseraTestSupport
import Testing

/// Outputs are whole or not there, written once, and never over an input.
@Suite struct OutputTests {
  private static let iris = Tool.example("iris.csv")
  private static let assign = #""$TESSERA" assign '\#(iris)' --model '\#(iris)'"#

  #if os(Linux)
    /// No file may grow beyond 512 bytes; the labels have 728.
    @Test func aDiskThatIsFullKeepsTheOldFile() throws {
      try Tool.withTool { tool throws in
        try tool.write("old", to: "l.npy")
        let finished = try tool.shell("ulimit -f 1; \(Self.assign) -o l.npy")
        #expect(finished.exitCode == 74)
        #expect(finished.errors.hasPrefix("error: l.npy: writing failed: File too large;"), "\(finished.errors)")
        #expect(try tool.text("l.npy") == "old")
        #expect(try tool.files == ["l.npy"])
        #expect(try tool.shell("ulimit -f 1; \(Self.assign) -o new.npy").exitCode == 74)
        #expect(try tool.files == ["l.npy"])
      }
    }
  #endif

  @Test func aPipeGetsWhatAFileWould() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(
        """
        mkfifo pipe; cat pipe > piped & \(Self.assign) -o pipe --distances-output d.npy; wait; rm pipe
        \(Self.assign) -o file; \(Self.assign) -o /dev/null --distances-output /dev/null; \(Self.assign) -o /dev/fd/3 3> third
        ln -s target link; \(Self.assign) -o link; test -L link && cmp target file
        """)
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try tool.bytes(of: "piped").count == 728)
      #expect(try tool.bytes(of: "piped") == tool.bytes(of: "file"))
      #expect(try tool.bytes(of: "third") == tool.bytes(of: "file"))
      #expect(try tool.files == ["d.npy", "file", "link", "piped", "target", "third"])
    }
  }

  /// A reader that goes away ends the command as it ends others; nothing else is left behind.
  @Test func aReaderThatGoesAwayLeavesNothingBehind() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(
        "mkfifo pipe; head -c 1 pipe > one & \(Self.assign) -o l.npy --distances-output pipe > out; echo $?; wait; rm pipe"
      )
      #expect(["141\n", "0\n", "74\n"].contains(finished.output), "\(finished.output)")
      #expect(try tool.files == ["l.npy", "one", "out"])
    }
  }

  /// The same file under another name is refused before anything is read: data that do not exist would be 66.
  @Test(arguments: [
    "-o ./data.csv", "-o link", "-o hard", "-o m.npy", "-o l.npy --distances-output ./l.npy",
    "-o dangling --distances-output new",
    "-o new --distances-output dangling", "-o ../$(basename $PWD)/data.csv", "-o /dev/fd/7 7>> data.csv",
    "-o log > log",
    "-o l.npy >> data.csv", "-o l.npy 2>> data.csv",
  ])
  func oneFileIsNotTwo(_ arguments: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(
        """
        printf '0\\n1\\n' > data.csv; cp data.csv copy.csv; cp data.csv m.npy
        ln -s data.csv link; ln data.csv hard; ln -s new dangling
        ("$TESSERA" assign data.csv --model m.npy \(arguments)); code=$?
        rm -f log
        cmp -n 4 data.csv copy.csv && exit $code
        """)
      #expect(finished.exitCode == 64, "\(finished.errors)")
      #expect(try tool.files == ["copy.csv", "dangling", "data.csv", "hard", "link", "m.npy"])
    }
  }

  @Test func twoSpellingsOfALetterAreTwoFiles() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "assign", Self.iris, "--model", Self.iris, "-o", "\u{E9}.npy", "--distances-output", "e\u{301}.npy")
      #expect(finished.exitCode == 0, "\(finished.errors)")
      #expect(try tool.shell("ls | wc -l").output.filter(\.isNumber) == "4")  // and the two streams
    }
  }

  @Test(arguments: [
    String(repeating: "n", count: 252) + ".npy", "none/m.npy", "m.npy/x.npy", "/proc/x.npy", "folder.npy",
  ])
  func whatCannotBeWrittenIsRefusedBeforeTheData(_ name: String) throws {
    try Tool.withTool { tool throws in
      try tool.write("0\n", to: "m.npy")
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "folder.npy"), withIntermediateDirectories: true)
      let finished = try tool.run("fit", "missing.csv", "-k", "2", "-o", name)
      #expect(finished.exitCode == 73, "\(finished.errors)")
      #expect(finished.errors.split(separator: "\n").count == 1)
      #expect(try tool.files == ["folder.npy", "m.npy"])
    }
  }
}
