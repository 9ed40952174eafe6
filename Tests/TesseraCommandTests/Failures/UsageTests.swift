import Foundation
import Tessera
import Testing

/// Exit codes are those of sysexits; messages say what, where and what to do.
@Suite struct UsageTests {
  /// Each is refused with 64 and the word; the data do not even have to exist.
  @Test(arguments: [
    (["fit", "x.npy"], "clusters"),
    (["fit", "x.npy", "-k", "0"], "-k"),
    (["fit", "x.npy", "-k", "three"], "three"),
    (["fit", "x.npy", "-k", "2", "--metric", "manhattan"], "--metric"),
    (["fit", "x.npy", "-k", "2", "--time-limit", "0"], "--time-limit"),
    (["fit", "x.npy", "-k", "2", "--initializer", "k-means"], "k-means"),
    (["fit", "x.npy", "-k", "2", "--solver", "elkan"], "elkan"),
    (["fit", "x.npy", "-k", "2", "--relaxation", "1.5"], "--solver newton"),
    (["fit", "x.npy", "-k", "2", "--solver", "newton", "--relaxation", "2"], "--relaxation"),
    (["fit", "x.npy", "-k", "2", "--solver", "newton", "--relaxation", "nan"], "--relaxation"),
    (["fit", "x.npy", "-k", "2", "--batch-size", "10"], "--solver gradient"),
    (["fit", "x.npy", "-k", "2", "--optimizer", "adam"], "--solver gradient"),
    (["fit", "x.npy", "-k", "2", "--learning-rate", "0.1"], "--solver gradient"),
    (["fit", "x.npy", "-k", "2", "--scale-by-count"], "--solver gradient"),
    (["fit", "x.npy", "-k", "2", "--solver", "gradient", "--learning-rate", "0"], "--learning-rate"),
    (["fit", "x.npy", "-k", "2", "--solver", "gradient", "--batch-size", "0"], "--batch-size"),
    (["fit", "x.npy", "-k", "2", "--restarts", "0"], "--restarts"),
    (["fit", "x.npy", "-k", "2", "--max-iterations", "-1"], "max-iterations"),
    (["fit", "x.npy", "-k", "2", "--tolerance", "inf"], "--tolerance"),
    (["fit", "x.npy", "-k", "2", "--threads", "0"], "--threads"),
    (["fit", "x.npy", "-k", "2", "--seed", "1.5"], "1.5"),
    (["fit", "x.npy", "-k", "2", "-o", "model.bin"], "model.bin"),
    (["fit", "x.npy", "-k", "2", "-o", "x.npy"], "x.npy"),
    (["fit", "x.npy", "-k", "2", "-o", "a.npy", "--labels-output", "a.npy"], "a.npy"),
    (["assign", "x.npy", "--model", "m.safetensors"], "output"),
    (["assign", "x.npy", "--model", "m.npy", "-o", "m.npy"], "m.npy"),
    (["evaluate", "x.npy"], "model"),
    (["compare", "x.npy", "-k", "2", "--solver", "lloyd", "--batch-size", "2"], "--solver gradient"),
    (["cluster", "x.npy"], "cluster"),
  ])
  func aWrongCommandLineIsRefused(_ arguments: [String], _ word: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(arguments)
      #expect(finished.exitCode == 64)
      #expect(finished.output == "")
      #expect(finished.errors.contains(word), "\(finished.errors)")
      #expect(try tool.files.isEmpty)
    }
  }

  /// Whoever begins is told of the data first, and of everything else that is missing with them.
  @Test(arguments: [
    (["fit"], ", and so is the number of clusters (-k). For example: tessera fit points.csv -k 3\n"),
    (
      ["choose", "--quiet"],
      ", and so is the number of clusters (-k). For example: tessera choose points.csv -k 2..10\n"
    ),
    (["compare", "-k", "3"], ". For example: tessera compare points.csv -k 3\n"),
    (
      ["assign"],
      ", and so is the model (--model). For example: tessera assign points.csv --model model.safetensors -o labels.csv\n"
    ),
    (
      ["report"],
      ", and so are the model and the name of the page (-o). For example: tessera report model.safetensors points.csv "
        + "-o report.html\n"
    ),
  ])
  func theDataAreMissedFirst(_ arguments: [String], _ rest: String) throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(arguments)
      #expect(finished.exitCode == 64)
      #expect(finished.errors.hasPrefix("error: The points are missing" + rest), "\(finished.errors)")
      #expect(finished.errors.contains("Usage: tessera \(arguments[0])"))
    }
  }

  @Test func aMissingInstructionSetIsRefused() throws {
    try Tool.withTool { tool throws in
      for name in ["sse9", "neon", "avx2"] {
        let finished = try tool.run(
          "fit", Tool.example("iris.csv"), "-k", "2", environment: ["TESSERA_INSTRUCTION_SET": name])
        #expect(finished.exitCode == 0 || (finished.exitCode == 64 && finished.errors.contains(name)))
        #expect(name != "sse9" || finished.exitCode == 64)
      }
    }
  }

  @Test func helpAndVersionAreNoErrors() throws {
    try Tool.withTool { tool throws in
      #expect(try tool.run("--version").output == "\(TesseraVersion.current)\n")
      for command in ["fit", "assign", "evaluate", "compare", "demo"] {
        let finished = try tool.run(command, "--help")
        #expect(finished.exitCode == 0)
        #expect(finished.output.contains("USAGE: tessera \(command)"))
      }
    }
  }
}
