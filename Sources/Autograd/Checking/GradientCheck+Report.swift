extension GradientCheck {
  /// What a check found.
  public struct Report: Sendable, CustomStringConvertible {
    /// An element whose gradient is not what the differences say.
    public struct Failure: Sendable, Equatable {
      /// Of the element, as if all stood in one row.
      public var index: Int
      public var gradient: Double
      public var difference: Double
    }

    /// An element at which no step stayed on the piece of the point.
    public struct Kink: Sendable, Equatable {
      /// Of the element, as if all stood in one row.
      public var index: Int
      /// What changed its outcome.
      public var operation: String
    }

    /// How many elements were compared.
    public internal(set) var comparedCount = 0
    /// How many of those have a gradient or difference that is not 0.
    public internal(set) var movingCount = 0
    public internal(set) var failures: [Failure] = []
    public internal(set) var kinks: [Kink] = []
    /// The largest difference met, relative to 1 + the larger of both.
    public internal(set) var largestError = 0.0

    /// Whether nothing was compared but zeros: right perhaps, but no evidence.
    public var isVacuous: Bool { movingCount == 0 }

    /// Whether something was compared, all of it agreed, and there was no kink.
    public var passes: Bool { failures.isEmpty && kinks.isEmpty && !isVacuous }

    public var description: String {
      var lines = ["compared \(comparedCount) elements, \(movingCount) of them not 0; largest error \(largestError)"]
      lines += failures.prefix(8).map {
        "element \($0.index): the gradient is \($0.gradient), but differences say \($0.difference)"
      }
      lines += kinks.prefix(8).map {
        "element \($0.index): crossed a boundary of \($0.operation) at every step; the point lies on a kink"
      }
      if isVacuous {
        lines.append(
          "nothing smooth was compared: every gradient and difference is 0 (see gradientAudit for what cut them)")
      }
      return lines.joined(separator: "\n")
    }

    mutating func compare(_ gradient: Double, _ difference: Double, at index: Int, _ tolerance: Double) {
      comparedCount += 1
      if gradient != 0 || difference != 0 { movingCount += 1 }
      let error = (gradient - difference).magnitude / (1 + max(gradient.magnitude, difference.magnitude))
      largestError = max(largestError, error)
      // NaN agrees with nothing.
      if !(error <= tolerance) { failures.append(.init(index: index, gradient: gradient, difference: difference)) }
    }
  }
}
