import Foundation

/// The built command, run as a user would.
struct Tool {
  struct Finished {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The one JSON object on standard output.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }
  }

  /// The folder in which a test may write; removed with the value's last use by `withTool`.
  let folder: URL

  /// Runs `body` with the tool in a folder of its own.
  static func withTool(_ body: (Tool) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(Tool(folder: folder))
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    try run(arguments, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Finished {
    let process = try start(arguments, environment: environment)
    process.waitUntilExit()
    return Finished(
      exitCode: process.terminationReason == .exit ? process.terminationStatus : -1, output: try text("stdout"),
      errors: try text("stderr"))
  }

  /// Starts the tool; its streams go to files, since a full pipe would stop it.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try newFile("stdout")
    process.standardError = try newFile("stderr")
    try process.run()
    return process
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func bytes(of name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

  /// What lies in the folder beside the streams.
  var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !["stdout", "stderr"].contains($0) }
        .sorted()
    }
  }

  /// A file that ships with the examples.
  static func example(_ name: String) -> String { root.appending(path: "Examples/Data/\(name)").path }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The executable lies beside the test bundle.
  private static let executable: URL = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    return (bundle ?? Bundle.main.bundleURL).appending(path: "tessera")
  }()

  private func newFile(_ name: String) throws -> FileHandle {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}
