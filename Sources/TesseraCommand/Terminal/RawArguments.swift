internal import CLibrary
internal import VectorFiles

/// The command line as the system handed it over. `CommandLine.arguments` replaces what is not UTF-8, and so names other
/// files than the caller did.
enum RawArguments {
  /// Without the name of the program; bytes that are not UTF-8 as ``VectorFiles/PathText`` has them.
  static var texts: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }.map { argument in
      PathText.text(
        of: UnsafeBufferPointer(start: argument, count: strlen(argument)).map(UInt8.init(truncatingIfNeeded:)))
    }
  }
}
