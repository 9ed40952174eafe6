import Foundation

/// The Swift in a page.
enum SwiftExamples {
  /// Without empty lines and indentation, which differ between a page and the function that holds its example.
  static func lines(_ file: URL) throws -> [Substring] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      line.drop { $0 == " " }
    }.filter { !$0.isEmpty }
  }

  /// Each block of Swift without its imports, in one string.
  static func all(in page: [Substring]) -> [String] {
    var examples: [[Substring]] = []
    var isSwift = false
    for line in page {
      if line == "```swift" {
        isSwift = true
        examples.append([])
      } else if line.hasPrefix("```") {
        isSwift = false
      } else if isSwift, !line.hasPrefix("import ") {
        examples[examples.count - 1].append(line)
      }
    }
    return examples.map { $0.joined(separator: "\n") }
  }
}
