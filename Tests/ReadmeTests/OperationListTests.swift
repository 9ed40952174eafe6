import Foundation
import Testing

/// The page that lists operations beside PyTorch's names.
@Suite struct OperationListTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Places.root.appending(path: path), encoding: .utf8)
  }

  /// The names of the public functions of five rooms (operators stand in the page's first rows).
  private static func operations() throws -> Set<String> {
    var names: Set<String> = []
    for room in ["Operations", "Discrete", "Differentiation", "Frozen", "Random"] {
      let folder = "Sources/Autograd/\(room)"
      for file in try FileManager.default.subpathsOfDirectory(atPath: Places.root.appending(path: folder).path)
      where file.hasSuffix(".swift") {
        for match in try text("\(folder)/\(file)").matches(of: /\bpublic (?:static )?func `?([a-zA-Z0-9]+)`?[(<]/) {
          names.insert(String(match.1))
        }
      }
    }
    return names
  }

  @Test func everyOperationIsListed() throws {
    let page = try Self.text("Sources/Autograd/Documentation.docc/Operations.md")
    let listed = Set(page.matches(of: /`([a-zA-Z0-9]+)/).map { String($0.1) })
    let operations = try Self.operations()
    #expect(operations.count > 100)
    #expect(operations.subtracting(listed).isEmpty)
  }

  /// What stands in the second column exists.
  @Test func nothingElseIsListed() throws {
    let page = try Self.text("Sources/Autograd/Documentation.docc/Operations.md")
    let tables = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let known = try Self.operations().union([
      "zeros", "ones", "stoppingGradient", "oneHotArgmax", "Tensor", "x",
    ])
    #expect(tables.count > 30)
    for row in tables {
      // Types, in two quotation marks, are links that the compiler of the documentation checks.
      let ours = row.split(separator: "|")[1].replacing(/``[^`]*``/, with: "")
      for match in ours.matches(of: /`([a-zA-Z0-9]+)/) { #expect(known.contains(String(match.1)), "\(match.1)") }
    }
  }
}
