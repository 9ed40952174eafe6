import CProcessGuard
import Foundation
import TesseraTestSupport
import Testing

/// What ends a command from outside: signals, files that change, memory that is refused.
@Suite struct EndTests {
  /// The command waits for the data in a pipe; whoever can open it for writing knows that.
  @Test(arguments: [
    (SIGHUP, "assign"), (SIGINT, "assign"), (SIGTERM, "assign"), (SIGHUP, "fit"), (SIGTERM, "evaluate"),
  ])
  func aSignalEndsItWithItsNumber(_ signal: Int32, _ command: String) throws {
    try Tool.withTool { tool throws in
      #expect(mkfifo(tool.path(of: "pipe"), 0o600) == 0)
      try tool.write("0\n", to: "m.csv")
      let options =
        switch command {
        case "assign": ["--model", "m.csv", "-o", "l.npy"]
        case "fit": ["-k", "1", "-o", "m.npy", "--labels-output", "l.npy"]
        default: ["--model", "m.csv"]
        }
      let process = try tool.start([command, "pipe"] + options)
      let descriptor = open(tool.path(of: "pipe"), O_WRONLY)
      defer { close(descriptor) }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 128 + signal)
      #expect(try tool.files == ["m.csv", "pipe"])
    }
  }

  @Test func aSignalThatTheParentIgnoresStaysIgnored() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(
        #"""
        mkfifo pipe; trap '' HUP; "$TESSERA" fit pipe -k 1 > /dev/null & exec 3> pipe; kill -HUP $!; printf '1\n2\n' >&3
        exec 3>&-; wait $!
        """#)
      #expect(finished.exitCode == 0)
    }
  }

  /// Where files need a name while they are written, whoever ends the process removes them.
  @Test func openTemporariesAreRemovedAndNothingElse() throws {
    try Tool.withTool { tool throws in
      let names = [".tessera-1a.tmp", ".tessera-1a.tmpx", "tessera-1a.tmp", ".tessera-2b.tmp"]
      for name in names { try tool.write("", to: name) }
      let descriptors = names.dropLast().map { open(tool.path(of: $0), O_WRONLY) }
      process_guard_remove_temporaries()
      for descriptor in descriptors { close(descriptor) }
      #expect(try tool.files == names.dropFirst().sorted())
    }
  }

  #if os(Linux)
    /// The data are mapped and looked through before the weights are read from a pipe: there they change.
    @Test(arguments: [
      "truncate -s 1000",
      "head -c 100000 /dev/zero | tr '\\\\0' '\\\\377' | dd conv=notrunc bs=128 seek=1 status=none of=",
    ])
    func aFileThatChangesWhileItIsMappedIsAnError(_ change: String) throws {
      try Tool.withTool { tool throws in
        try tool.write(npy(rows: 1500, columns: 16), to: "d.npy")
        let change = change.hasSuffix("=") ? change + "d.npy" : change + " d.npy"
        for path in ["float64", "float32"] {
          let finished = try tool.shell(
            """
            cp d.npy copy.npy; mkfifo w
            "$TESSERA" fit d.npy -k 20 --weights w --path \(path) -o m.npy --labels-output l.npy & exec 3> w
            \(change); yes 1 | head -n 1500 >&3; exec 3>&-; wait $!; code=$?; mv copy.npy d.npy; rm w; exit $code
            """)
          #expect(finished.exitCode == 74, "\(finished.errors)")
          #expect(
            finished.errors.hasPrefix("error: d.npy: the file was changed while it was read;"), "\(finished.errors)")
          #expect(finished.errors.split(separator: "\n").count == 1)
          #expect(try tool.files == ["d.npy"])
        }
      }
    }

    /// A gigabyte that takes no room on the disk, and none is allowed in memory.
    @Test func aFileThatCannotBeMappedIsAnError() throws {
      try Tool.withTool { tool throws in
        try tool.write(npyHeader(rows: 1 << 27, columns: 1), to: "d.npy")
        let finished = try tool.shell(
          #"truncate -s $((128 + 8 * 134217728)) d.npy; ulimit -v 600000; "$TESSERA" fit d.npy -k 2"#)
        #expect(finished.exitCode == 71, "\(finished.errors)")
        #expect(finished.errors.hasPrefix("error: d.npy: there is no memory for its 1073741952 bytes;"))
      }
    }

    @Test func aBatchThatCannotBeHeldIsAnError() throws {
      try Tool.withTool { tool throws in
        let finished = try tool.shell(
          """
          ulimit -v 4000000
          "$TESSERA" fit '\(Tool.example("iris.csv"))' -k 2 --solver gradient --batch-size 2147483647 -o m.npy
          """)
        #expect(finished.exitCode == 71, "\(finished.errors)")
        #expect(finished.errors.contains("iris.csv: there is no memory for a batch of 2147483647 rows: "))
        #expect(finished.errors.split(separator: "\n").count == 1)
        #expect(try tool.files == [])
      }
    }

    /// From what the loader needs upwards (that ends by itself, and differs from run to run by some 500 kB): whatever is
    /// refused, and wherever, is said in one line.
    @Test func refusedMemoryIsOneLine() throws {
      try Tool.withTool { tool throws in
        let finished = try tool.shell(
          """
          { v=40000; until (ulimit -v $v; exec "$TESSERA" --version) > /dev/null 2>&1; do v=$((v + 4000)); done
            while (ulimit -v $((v - 250)); exec "$TESSERA" --version) > /dev/null 2>&1; do v=$((v - 250)); done
          } 2> /dev/null  # the shell's own word about a runtime that ends before our main
          for more in 1000 1750 2500; do
            (ulimit -v $((v + more)); exec "$TESSERA" fit '\(Tool.example("digits.npy"))' -k 1700 --initializer random --max-iterations 1 --threads 1 \
              > /dev/null)
            echo $?
          done
          """)
        let codes = finished.output.split(separator: "\n")
        let lines = finished.errors.split(separator: "\n")
        #expect(codes.allSatisfy { $0 == "0" || $0 == "71" }, "\(codes)")
        #expect(codes.contains("71"), "\(codes)")
        #expect(lines.count == codes.count { $0 == "71" }, "\(lines)")
        #expect(lines.allSatisfy { $0.hasPrefix("error: ") && $0.contains("there is no memory ") }, "\(lines)")
      }
    }
  #endif

  private func npyHeader(rows: Int, columns: Int) -> Data {
    let dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    let padded = dictionary + String(repeating: " ", count: 117 - dictionary.count) + "\n"
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8))
  }

  private func npy(rows: Int, columns: Int) -> Data {
    var generator = TestGenerator(seed: 7)
    var data = npyHeader(rows: rows, columns: columns)
    for _ in 0..<(rows * columns) {
      withUnsafeBytes(of: Double.random(in: 0..<1, using: &generator)) { data.append(contentsOf: $0) }
    }
    return data
  }
}

extension Tool {
  fileprivate func write(_ data: Data, to name: String) throws { try data.write(to: folder.appending(path: name)) }
}
