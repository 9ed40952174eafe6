import Foundation
import Matrices
import Testing
import VectorFiles

/// Every option of every command, as the parser lists them, changes something that can be seen: the report, what is noted or
/// refused, or a file.
@Suite struct EveryOptionTests {
  /// A run with an option beside the same without.
  struct Case {
    let values: [String]
    /// What both runs have.
    let with: [String]
    let environment: [String: String]

    init(_ value: String? = nil, with: [String] = [], environment: [String: String] = [:]) {
      values = value.map { [$0] } ?? []
      self.with = with
      self.environment = environment
    }
  }

  private static let bases: [String: [String]] = [
    "fit": ["t.csv", "-k", "2", "--json", "--initializer", "random"],
    "choose": [
      "t.csv", "-k", "2", "--json", "--initializer", "random", "--restarts", "1", "--references", "1",
      "--resamples", "1",
    ],
    "assign": ["t.csv", "--model", "m.csv", "-o", "l.csv", "--json"],
    "evaluate": ["t.csv", "--model", "m.csv", "--json"],
    "compare": ["t.csv", "-k", "2", "--json", "--initializer", "random", "--solver", "lloyd"],
    "report": ["m.csv", "t.csv", "-o", "p.html", "--json"],
    "search": ["t.csv", "--codebook", "m.csv", "--data", "t.csv", "--json"],
    "export": ["m.csv", "--to", "npy", "-o", "x.npy", "--json"],
    "codebook train": ["t.csv", "-k", "2", "-o", "b.safetensors", "--json", "--initializer", "random"],
    "codebook train restarts": [
      "t.csv", "-k", "3", "-o", "b.safetensors", "--json", "--initializer", "random", "--seed", "2",
    ],
    "codebook train quality": [
      "t.csv", "-k", "3", "-o", "b.safetensors", "--json", "--initializer", "random", "--seed", "2",
    ],
    "codebook train product": ["t.csv", "-o", "b.safetensors", "--json"],
    "codebook train residual": ["t.csv", "-o", "b.safetensors", "--json"],
    "codebook train scalar": ["t.csv", "-o", "b.safetensors", "--json"],
    "codebook train random-rotation": ["t.csv", "-o", "b.safetensors", "--json"],
    "codebook train rotate": ["t.csv", "--product", "2x2", "-o", "b.safetensors", "--json"],
    "codebook train beam": ["t.csv", "--residual", "2x2", "-o", "b.safetensors", "--json"],
    "codebook train balanced": ["t.csv", "--residual", "2x2", "-o", "b.safetensors", "--json"],
    "codebook train unique": [
      "t.csv", "--residual", "3x2", "-o", "b.safetensors", "--json", "--codes-output", "c.csv",
    ],
    "codebook encode": ["t.csv", "--codebook", "m.csv", "-o", "c.csv", "--json"],
    "codebook decode": ["codes.csv", "--codebook", "m.csv", "-o", "v.csv", "--json"],
    "codebook evaluate": ["t.csv", "--codebook", "m.csv", "--json"],
    "palette": ["p.ppm", "-k", "2", "--json"],
    "palette quality": ["p.ppm", "-k", "5", "--json"],
    "doctor": [], "palettize": ["w.safetensors", "--bits", "2", "-o", "p.safetensors", "--json"],
  ]

  /// As one of two processes, of which no library hears.
  private static let started = ["PMI_RANK": "0", "PMI_SIZE": "2"]

  private static let faiss = ["--to", "faiss", "-o", "x.faiss"]

  /// By the long name; behind the name of a command, for that one.
  private static let cases: [String: Case] = [
    "member": Case("X"), "query": Case("SELECT x FROM data"), "columns": Case("x,y"), "skip-columns": Case("x"),
    "id-column": Case("name"), "header": Case("no"), "skip-rows": Case("2"), "skip-footer": Case("1"),
    "separator": Case(";"), "decimal-comma": Case(),
    "thousands": Case(), "missing": Case("7"), "encoding": Case("utf-16"),
    "drop-bad-rows": Case(with: ["--missing", "7"]), "threads": Case("3"), "memory-limit": Case("64M"), "json": Case(),
    "quiet": Case(),
    "clusters": Case("3"), "initializer": Case("k-means-parallel"), "seed": Case("9"), "max-iterations": Case("0"),
    "tolerance": Case("0.999", with: ["--solver", "gradient", "--learning-rate", "0.001", "--max-iterations", "3"]),
    "choose tolerance": Case("0.999", with: ["--seed", "2"]), "weights": Case("w.csv"), "standardize": Case("range"),
    "path": Case("int8", environment: ["TESSERA_INSTRUCTION_SET": "scalar"]),
    "relaxation": Case("1.5", with: ["--solver", "newton", "--max-iterations", "1"]),
    "optimizer": Case("adam", with: ["--solver", "gradient", "--max-iterations", "3"]),
    "learning-rate": Case("0.01", with: ["--solver", "gradient", "--max-iterations", "3"]),
    "batch-size": Case("3", with: ["--solver", "gradient", "--max-iterations", "3"]),
    "scale-by-count": Case(with: ["--solver", "gradient", "--learning-rate", "0.01", "--max-iterations", "3"]),
    "method": Case("bisecting"), "refine": Case("1", with: ["--method", "bisecting"]),
    "split": Case("size", with: ["--method", "bisecting", "-k", "3", "--seed", "2"]),
    "sizes": Case("equal"), "solver": Case("newton"), "restarts": Case("4"), "output": Case("other.csv"),
    "labels-output": Case("labels.csv"), "clusters-output": Case("folder"),
    "clusters-format": Case("tsv", with: ["--clusters-output", "folder"]),
    "distances-output": Case("d.csv"), "annotate": Case("a.csv"), "report": Case("page.html"),
    "centroid": Case("median"), "medoid-distance": Case("squared", with: ["--centroid", "medoid"]),
    "quality": Case("balanced"), "time-limit": Case("0.000001", with: ["--restarts", "9"]),
    "optimal": Case(with: ["--columns", "x", "--initializer", "k-means++", "--seed", "3"]), "lower-bound": Case(),
    "checkpoint": Case("c.ck"), "checkpoint-every": Case("1", with: ["--checkpoint", "c.ck", "--restarts", "3"]),
    "resume": Case("missing.ck"), "mixture": Case("spherical"), "criterion": Case("bic"),
    "log-densities-output": Case("densities.npy"), "noise": Case("1"),
    "noise-in": Case("centroids", with: ["--noise", "1"]), "noise-samples": Case("7", with: ["--noise", "1"]),
    "references": Case("3"), "resamples": Case("3"), "model": Case("other-model.csv"), "labels": Case("truth.txt"),
    "labels-column": Case("name"),
    "no-mpi": Case(environment: started), "timeout": Case("-1"),
    "mpi-library": Case("/nowhere/libmpi.so", environment: started),
    "metric": Case("cosine"), "with-missing": Case(with: ["--missing", "7"]), "trim": Case("40%"),
    "codebook train codes": Case("3"), "product": Case("2x2"), "residual": Case("2x2"), "scalar": Case("4"),
    "random-rotation": Case("3"), "rotate": Case(), "beam": Case("1"), "balanced": Case(), "unique": Case(),
    "codes-output": Case("c.csv"), "packed": Case(), "codebook train output": Case("other.safetensors"),
    "codebook train tolerance": Case("0.999", with: ["--seed", "1"]),
    "palette output": Case("q.png"), "palette threads": Case("0"), "palette clusters": Case("3"),
    "palette restarts": Case("1"), "space": Case("srgb"),
    "dither": Case("ordered"), "swatches": Case("c.css"), "palette quiet": Case(with: ["--space", "srgb"]),
    "palettize output": Case("q.safetensors"), "palettize threads": Case("0"), "bits": Case("1"),
    "group-size": Case("channel"), "vector": Case("2"), "importance": Case("i.safetensors"),
    "palettize seed": Case("1", with: ["--vector", "2"]), "dequantize": Case(),
    "codebook": Case("other-model.csv"), "search codes": Case("missing.npy"), "search data": Case("m.csv"),
    "count": Case("1"), "rerank": Case("12"), "search output": Case("n.npy"), "search distances-output": Case("d.npy"),
    "to": Case("lance"), "data": Case("t.csv", with: faiss),
    "export codebook": Case("other-model.csv", with: faiss),
    "residuals": Case(with: faiss + ["--codebook", "other-model.csv"]),
    "probes": Case("1", with: faiss),
    "parents": Case("other-model.csv", with: ["--to", "vectorchord", "-o", "x.csv"]),
    "export quiet": Case(with: faiss + ["--data", "t.csv"]),
    "export drop-bad-rows": Case(with: faiss + ["--data", "gaps.csv"]), "export output": Case("other.npy"),
    "choose clusters": Case("2..3"), "report output": Case("other.html"),
    // Of few rows no sample is drawn; the page names the seed all the same.
    "evaluate seed": Case("9", with: ["--report", "page.html"]),
  ]

  @Test(arguments: [
    "fit", "choose", "assign", "evaluate", "compare", "report", "search", "export", "doctor", "palette", "palettize",
    "codebook train", "codebook encode", "codebook decode", "codebook evaluate",
  ])
  func everyOptionHasAnEffect(_ command: String) throws {
    var known: [[String]: [String: String]] = [:]
    for option in try Tool.withTool({ try Self.options(of: command, $0) }) { try check(option, of: command, &known) }
  }

  /// - Parameter known: outcomes of runs without an option.
  private func check(_ names: [String], of command: String, _ known: inout [[String]: [String: String]]) throws {
    let long = names.first { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) } ?? ""
    guard let test = Self.cases["\(command) \(long)"] ?? Self.cases[long] else {
      Issue.record("\(command) --\(long) is not in the table of cases")
      return
    }
    // The report is JSON in all other runs.
    let usual = (Self.bases["\(command) \(long)"] ?? Self.bases[command] ?? []).filter {
      $0 != "--json" || long != "json"
    }
    let base = command.split(separator: " ").map(String.init) + usual + test.with
    let without = try known[base + test.environment.keys] ?? Self.outcome(of: base, test.environment)
    known[base + test.environment.keys] = without
    for name in names {
      let with = try Self.outcome(of: base + [name] + test.values, test.environment)
      #expect(with != without, "\(command) \(name) changes nothing")
    }
  }

  /// The demo takes its time; a page of another name is refused before.
  @Test func theOptionOfTheDemo() throws {
    try Tool.withTool { tool throws in
      #expect(try Self.options(of: "demo", tool) == [["--report"]])
      let finished = try tool.run("demo", "--report", "page.pdf")
      #expect(finished.exitCode == 64 && finished.errors.contains("The name of the report ends in .html: page.pdf."))
    }
  }

  /// The names of each option of a command, but for those of help.
  private static func options(of command: String, _ tool: Tool) throws -> [[String]] {
    let dump = try tool.run("--experimental-dump-help").json
    let commands = (dump["command"] as? [String: Any])?["subcommands"] as? [[String: Any]] ?? []
    var (found, rest) = (["subcommands": commands] as [String: Any], command.split(separator: " ")[...])
    while let name = rest.popFirst() {
      let below = found["subcommands"] as? [[String: Any]] ?? []
      found = try #require(below.first { $0["commandName"] as? String == String(name) })
    }
    let arguments = found["arguments"] as? [[String: Any]] ?? []
    return arguments.compactMap { argument in
      guard let names = argument["names"] as? [[String: String]] else { return nil }
      let options = names.map { ($0["kind"] == "short" ? "-" : "--") + ($0["name"] ?? "") }
      return options.contains("--help") || options.contains("--version") ? nil : options
    }
  }

  /// Weights, and importances of their inputs.
  private static func writeWeights(_ tool: Tool) throws {
    var file = SafeTensorsFile()
    let weights: [Double] = (0..<64).map { place in
      let value = place * 37 % 64
      return Double(value * (place % 5 + 1))
    }
    file.tensors["w"] = SafeTensorsFile.Tensor(Matrix(rows: 2, columns: 32, elements: weights))
    try file.write(to: tool.path(of: "w.safetensors"))
    file.tensors["w"] = SafeTensorsFile.Tensor(Matrix(rows: 2, columns: 32, elements: weights.map { $0 + 1 }))
    try file.write(to: tool.path(of: "i.safetensors"))
  }

  /// Everything that can be seen of a run in a folder of its own, but for times.
  private static func outcome(of arguments: [String], _ environment: [String: String]) throws -> [String: String] {
    try Tool.withTool { tool throws in
      try tool.write(
        """
        name,x,y,z
        a,0.5,0,"1,500"
        b,0,2,"1,500"
        a,10,0,"1,600"
        b,10,2,"1,700"
        a,11,3,"1,701"
        b,1,7,"1,400"
        a,5,5,"1,450"
        b,0,9,"1,650"

        """, to: "t.csv")
      try tool.write("x,y,z\n1,,3\n4,5,6\n", to: "gaps.csv")
      try tool.write("0,0,1500\n10,2,1700\n", to: "m.csv")
      try tool.write("0,0,1400\n11,3,1600\n5,5,1500\n", to: "other-model.csv")
      try tool.write("1\n2\n1\n3\n1\n5\n1\n1\n", to: "w.csv")
      try tool.write("code1\n0\n1\n", to: "codes.csv")
      try tool.write("1\n1\n0\n0\n0\n1\n1\n1\n", to: "truth.txt")
      try Self.writeWeights(tool)
      // (Samples of 16 bits, which are rounded: a note.)
      let samples = (0..<96).flatMap { place -> [UInt8] in [UInt8(place * place * 7 % 251), 0] }
      try Data(Array("P6 8 4 65535\n".utf8) + samples).write(to: tool.folder.appending(path: "p.ppm"))
      let before = try tool.files
      let finished = try tool.run(arguments, environment: environment)
      var outcome = ["code": "\(finished.exitCode)", "errors": finished.errors]
      outcome["output"] = finished.output.replacingOccurrences(
        of: #""(seconds|read|initialize|fit|assign|train|encode|search|exact|total|region)": ?[0-9.e-]+"#, with: "",
        options: .regularExpression)
      for file in try FileManager.default.subpathsOfDirectory(atPath: tool.folder.path)
      where !before.contains(file) && !["stdout", "stderr"].contains(file) {
        outcome[file] = (try? tool.text(file)) ?? "a folder"
      }
      return outcome
    }
  }
}
