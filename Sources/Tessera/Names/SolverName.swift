/// A solver by the name that commands, reports and models call it.
public enum SolverName: String, CaseIterable, Sendable {
  case lloyd, newton, gradient, nested
}
