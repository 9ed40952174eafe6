#if os(Linux) && canImport(Runtime) && compiler(<6.4)
  @_spi(Contexts) @_spi(Internal) @_spi(MemoryReaders) internal import Runtime
  internal import Synchronization
#elseif os(Linux) && canImport(Runtime)
  internal import Runtime
  internal import Synchronization
#endif

/// Where a call that cannot take its place as an argument, an operator, stands in the caller's source: the first frame on the stack
/// outside this library.
///
/// Debug information says which line that is; optimised builds may have none for a call that was merged with others, and other
/// systems have no reader of it.
final class OperatorPlace: Sendable {
  #if os(Linux) && canImport(Runtime)
    private let backtrace: Backtrace?

    /// Cheap: addresses alone.
    init() { backtrace = Self.capture() }

    #if compiler(<6.4)
      /// By a reader that asks the system for the memory: the public function of these toolchains reads whatever was mapped a moment
      /// ago, and ends the process where another thread has unmapped a file meanwhile (swiftlang/swift#92089).
      private static func capture() -> Backtrace? {
        let reader = LocalMemoryReader()
        let images = ImageMap.capture(using: reader)
        return HostContext.withCurrentContext {
          try? Backtrace.capture(from: $0, using: reader, images: images, algorithm: .auto, limit: limit, top: 0)
        }
      }
    #else
      private static func capture() -> Backtrace? { try? Backtrace.capture(limit: limit, top: 0) }
    #endif

    /// Frames: deeper than this library calls itself.
    private static let limit = 24

    /// File and line; nil: nobody knows. Found when it is asked for, which takes seconds in large programs, and kept.
    var text: String? {
      found.withLock { found in
        if !found.isKnown { found = (source, true) }
        return found.text
      }
    }

    private let found = Mutex<(text: String?, isKnown: Bool)>((nil, false))

    private var source: String? {
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
