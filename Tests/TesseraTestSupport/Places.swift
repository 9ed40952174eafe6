public import Foundation

/// Where the sources of the package and of its tests lie.
public enum Places {
  /// The folder of `Package.swift`.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The path of a file in the package.
  public static func path(_ relative: String) -> String { root.appending(path: relative).path }

  /// The path of a file that ships with the examples.
  public static func example(_ name: String) -> String { path("Examples/Data/\(name)") }
}

/// The path of a file in `Resources` of the test target that asks.
public func resource(_ name: String, file: String = #filePath) -> String {
  let tests = Places.root.appending(path: "Tests").path + "/"
  precondition(file.hasPrefix(tests), "\(file) is no file of a test")
  return tests + file.dropFirst(tests.count).prefix { $0 != "/" } + "/Resources/" + name
}
