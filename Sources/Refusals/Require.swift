/// Checks what a caller promised; if it does not hold, the program ends with the message on the standard error stream.
///
/// `precondition` keeps its check in optimised builds and drops its text, so that whoever calls a library with a shape that does
/// not fit sees a trap without a word. `fatalError` speaks in every build, and stands behind this check.
///
/// - Parameters:
///   - condition: what has to hold; evaluated once, in every build.
///   - message: what is wrong and, where it is not plain, what to do; evaluated only where the condition fails.
@inlinable
@inline(__always)
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { refuse(message(), file: file, line: line) }
}

/// Ends the program with a message on the standard error stream, in every build.
@inline(never)
@_semantics("programtermination_point")
public func refuse(_ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError(message(), file: file, line: line)
}
