import TesseraTestSupport
import Testing

/// What Benchmarks/fuzz.py came by, and what the library writes itself, is refused or understood in full.
struct CorpusTests {
  @Test(arguments: FuzzTarget.all) func whatWasFoundIsRefusedOrUnderstood(target: FuzzTarget) {
    let inputs = inputs(of: target)
    #expect(inputs.count >= 3)
    for (index, input) in inputs.enumerated() {
      #expect(input.withUnsafeBytes(target.finding) == nil, "\(target.name), input \(index)")
    }
  }

  @Test func whatTheLibraryWritesIsUnderstood() throws {
    for (name, seeds) in try FuzzSeeds.all() {
      let target = try #require(FuzzTarget.all.first { $0.name == name })
      for (index, seed) in seeds.enumerated() {
        #expect(seed.withUnsafeBytes(target.finding) == nil, "\(name), seed \(index)")
      }
    }
  }

  /// Each stands behind its length.
  private func inputs(of target: FuzzTarget) -> [[UInt8]] {
    var rest = contents(resource("corpus/\(target.name)"))[...]
    var inputs: [[UInt8]] = []
    while rest.count >= 4 {
      let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      inputs.append(Array(rest.dropFirst(4).prefix(length)))
      rest = rest.dropFirst(4 + length)
    }
    return inputs
  }
}
