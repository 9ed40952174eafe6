#if os(Linux) && canImport(Runtime)
  internal import Runtime
#endif

/// Where a call that cannot take its place as an argument, an operator, stands in the caller's source: the first frame on the stack
/// outside this library.
///
/// Debug information says which line that is; optimised builds may have none for a call that was merged with others, and other
/// systems have no reader of it.
struct OperatorPlace: Sendable {
  #if os(Linux) && canImport(Runtime)
    private let backtrace: Backtrace?

    /// Cheap: addresses alone.
    init() { backtrace = try? Backtrace.capture(limit: 24, top: 0) }

    /// File and line; nil: nobody knows.
    var text: String? {
      let options: Backtrace.SymbolicationOptions = [.showInlineFrames, .showSourceLocations, .useSymbolCache]
      let frames = backtrace?.symbolicated(options: options)?.frames.compactMap { $0.symbol?.sourceLocation }
      let place = frames?.first { $0.line > 0 && !$0.path.hasPrefix(Self.ownSources) && $0.path.hasSuffix(".swift") }
      return place.map { "\($0.path.split(separator: "/").last ?? ""):\($0.line)" }
    }

    /// The folder above this file's.
    private static let ownSources =
      #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
      .joined(separator: "/") + "/"
  #else
    init() {}

    var text: String? { nil }
  #endif
}
