import Foundation
import TesseraTestSupport
import Testing

/// What Benchmarks/fuzz.py came by, in folders with the names of targets, and what the library writes itself.
struct CorpusTests {
  @Test(arguments: FuzzTarget.all) func everyFileIsRefusedOrUnderstood(target: FuzzTarget) throws {
    let folder = resource("corpus/\(target.name)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let finding = contents("\(folder)/\(name)").withUnsafeBytes(target.finding)
      #expect(finding == nil, "\(target.name)/\(name)")
    }
  }

  @Test func whatTheLibraryWritesIsUnderstood() throws {
    for (name, seeds) in try FuzzSeeds.all() {
      let target = try #require(FuzzTarget.all.first { $0.name == name })
      for (index, seed) in seeds.enumerated() {
        let finding = seed.withUnsafeBytes(target.finding)
        #expect(finding == nil, "\(name), seed \(index)")
      }
    }
  }
}
