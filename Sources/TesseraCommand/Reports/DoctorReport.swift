internal import Clustering
internal import Tessera
internal import TesseraKernels
internal import VectorFiles

/// What `doctor` found.
struct DoctorReport {
  /// The one in use; nil where the environment asks for one that is not here.
  let instructionSet: InstructionSet?
  /// With what is wrong with each, if anything.
  let libraries: [Library]
  let checks: [SelfTest.Check]

  /// What is looked for when it is needed.
  struct Library {
    let name: String
    let purpose: String
    /// How to get it.
    let advice: String
    let problem: String?
  }

  private var failures: [SelfTest.Check] { checks.filter { !$0.agrees } }

  var json: JSONValue {
    [
      "schema": "tessera.doctor/1",
      "version": .string(TesseraVersion.current),
      "processors": .integer(ParallelRows.processorCount),
      "instructionSets": .array(InstructionSet.available.map { .string($0.rawValue) }),
      "instructionSet": instructionSet.map { .string($0.rawValue) } ?? .null,
      "libraries": .array(
        libraries.map { library in
          [
            "name": .string(library.name), "purpose": .string(library.purpose),
            "isFound": .boolean(library.problem == nil), "problem": library.problem.map { .string($0) } ?? .null,
          ]
        }),
      "selfTest": ["fits": .integer(checks.count), "failures": .array(failures.map { .string($0.text) })],
    ]
  }

  var text: String {
    let sets = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
    let used = instructionSet.map { "\($0.rawValue) is used" } ?? "the one asked for is not here"
    let found = libraries.map { library in
      library.problem.map { "\(library.name): not found (\($0)); \(library.advice)\n" }
        ?? "\(library.name): found (\(library.purpose))\n"
    }
    let test =
      failures.isEmpty
      ? "self-test: \(checks.count) fits, all with the same bits\n"
      : "self-test: \(failures.count) of \(checks.count) fits differ from the plain one: "
        + failures.map(\.text).joined(separator: ", ") + "; please report this with the lines above\n"
    return """
      tessera \(TesseraVersion.current)
      \(ParallelRows.processorCount.counted("processor")); instruction sets: \(sets); \(used)

      """ + found.joined() + test
  }
}

extension SelfTest.Check {
  fileprivate var text: String { "\(instructionSet.rawValue) \(path.rawValue) \(threads.counted("thread"))" }
}
