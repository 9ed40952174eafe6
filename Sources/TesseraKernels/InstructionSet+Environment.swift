extension InstructionSet {
  /// The environment variable that forces a set.
  public static let environmentVariable = "TESSERA_INSTRUCTION_SET"

  /// The set named by the environment variable `TESSERA_INSTRUCTION_SET`, or the best one where it is not set.
  ///
  /// - Throws: ``InstructionSetError`` for a name that is unknown or that this machine cannot run.
  public static func selected() throws(InstructionSetError) -> InstructionSet {
    guard let name = Platform.environment(environmentVariable) else { return best }
    return try named(name)
  }

  /// Of what has no parameter for it: the environment's, where that names one that this machine runs, or the best.
  package static var usual: InstructionSet { (try? selected()) ?? .best }

  /// The set called `name`, if this machine can run it.
  public static func named(_ name: String) throws(InstructionSetError) -> InstructionSet {
    guard let set = InstructionSet(rawValue: name), set.isAvailable else { throw InstructionSetError(name: name) }
    return set
  }
}

/// An instruction set was asked for that is unknown or that this machine cannot run.
public struct InstructionSetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name as it was given.
  public let name: String

  public var description: String {
    let available = InstructionSet.available.map { $0.rawValue }.joined(separator: ", ")
    let reason = InstructionSet(rawValue: name) == nil ? "is no instruction set" : "does not run on this machine"
    return "\(InstructionSet.environmentVariable)=\(name): \(name) \(reason); use one of: \(available)"
  }
}
