public import Foundation

/// The built command, run as a user would, in a folder of its own.
public struct Tool {
  public struct Finished {
    /// -1 if a signal ended the process.
    public let exitCode: Int32
    public let output: String
    public let errors: String

    /// The one JSON object on standard output.
    public var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }
  }

  private let place: TemporaryFolder

  /// The folder in which a test may write; removed after `withTool`.
  public var folder: URL { place.url }

  /// Runs `body` with the tool in a folder of its own.
  public static func withTool<Outcome>(_ body: (Tool) throws -> Outcome) throws -> Outcome {
    let tool = Tool(place: TemporaryFolder())
    return try withExtendedLifetime(tool.place) { try body(tool) }
  }

  public func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    try run(arguments, environment: environment)
  }

  public func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Finished {
    try finished(start(arguments, environment: environment))
  }

  /// Runs a script of the shell with the tool as `$TESSERA`: for limits, pipes, names and open files that only a child is
  /// to have.
  public func shell(_ script: String) throws -> Finished {
    try finished(
      start(
        ["-c", script], environment: ["TESSERA": Self.executable.path], executable: URL(filePath: "/bin/sh")))
  }

  private func finished(_ process: Process) throws -> Finished {
    process.waitUntilExit()
    return Finished(
      exitCode: process.terminationReason == .exit ? process.terminationStatus : -1, output: try text("stdout"),
      errors: try text("stderr"))
  }

  #if os(Linux)
    /// Runs the tool with a terminal of 80 columns behind standard error: ``Finished/errors`` is what was drawn.
    public func run(onTerminal arguments: [String], environment: [String: String] = [:]) throws -> Finished {
      let terminal = try PseudoTerminal()
      let process = try start(
        arguments, environment: ["TERM": "xterm"].merging(environment) { $1 }, standardError: terminal.inner)
      let drawn = terminal.contents()
      process.waitUntilExit()
      return Finished(exitCode: process.terminationStatus, output: try text("stdout"), errors: drawn)
    }
  #endif

  /// Starts the tool; its streams go to files, since a full pipe would stop it.
  public func start(
    _ arguments: [String], environment: [String: String] = [:], executable: URL = Tool.executable,
    standardError: FileHandle? = nil
  ) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try newFile("stdout")
    process.standardError = try standardError ?? newFile("stderr")
    try process.run()
    try standardError?.close()
    return process
  }

  public func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  public func path(of name: String) -> String { folder.appending(path: name).path }

  public func bytes(of name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  public func text(_ name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

  /// What lies in the folder beside the streams.
  public var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !["stdout", "stderr"].contains($0) }
        .sorted()
    }
  }

  /// A file that ships with the examples.
  public static func example(_ name: String) -> String { Places.example(name) }

  /// The executable lies beside the test bundle.
  public static let executable: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    return (bundle ?? Bundle.main.bundleURL).appending(path: "tessera")
  }()

  private func newFile(_ name: String) throws -> FileHandle {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}
