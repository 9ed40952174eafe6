import CLibrary

// libFuzzer with the target that the environment names; Benchmarks/fuzz.py builds it and links libFuzzer.

typealias Check = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
typealias Driver =
  @convention(c) (
    UnsafeMutablePointer<CInt>, UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>, Check
  ) -> CInt

func say(_ words: String) { _ = write(STDERR_FILENO, words + "\n", words.utf8.count + 1) }

func fail(_ words: String) -> Never {
  say("error: \(words)")
  exit(64)
}

let name = getenv("TESSERA_FUZZ_TARGET").map { String(cString: $0) } ?? ""
if name == "seeds" {
  // Into the folders of an existing one that have the names of targets.
  for (target, seeds) in try FuzzSeeds.all() {
    for (index, seed) in seeds.enumerated() {
      let file = fopen("\(CommandLine.arguments[1])/\(target)/own-\(index)", "w")
      guard let file, fwrite(seed, 1, seed.count, file) == seed.count else {
        fail("a seed of \(target) is not written")
      }
      fclose(file)
    }
  }
  exit(0)
}
guard let target = FuzzTarget.all.first(where: { $0.name == name }) else { fail("TESSERA_FUZZ_TARGET names no target") }
guard let function = dlsym(nil, "LLVMFuzzerRunDriver") else { fail("libFuzzer is not linked") }

// A function of C captures nothing.
nonisolated(unsafe) var chosen = target
var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
let status = unsafeBitCast(function, to: Driver.self)(&count, &arguments) { bytes, count in
  if let finding = chosen.finding(UnsafeRawBufferPointer(start: bytes, count: count)) {
    say("finding: \(finding)")
    abort()
  }
  return 0
}
exit(status)
