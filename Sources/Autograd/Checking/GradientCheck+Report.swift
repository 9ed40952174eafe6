extension GradientCheck {
  /// What a check found.
  public struct Report: Sendable, CustomStringConvertible {
    /// An element whose gradient is not what the differences say.
    public struct Failure: Sendable, Equatable {
      /// Of the element, as if all stood in one row.
      public var index: Int
      public var gradient: Double
      public var difference: Double
      /// The input's place among several.
      public var input = 0
      /// 2: the gradient of the gradient's part along a direction.
      public var order = 1
    }

    /// An element at which no step stayed on the piece of the point.
    public struct Kink: Sendable, Equatable {
      /// Of the element, as if all stood in one row.
      public var index: Int
      /// What changed its outcome.
      public var operation: String
      /// The input's place among several.
      public var input = 0
      /// 2: of the gradient's part along a direction.
      public var order = 1
    }

    /// How many elements were compared.
    public internal(set) var comparedCount = 0
    /// How many of those have a gradient or difference that is not 0, by more than rounding hides.
    public internal(set) var movingCount = 0
    public internal(set) var failures: [Failure] = []
    public internal(set) var kinks: [Kink] = []
    /// The places of elements that disagree, but not by more than rounding hides at every step: nobody can tell.
    public internal(set) var undecided: [Int] = []
    /// The largest difference met, beyond what rounding hides, relative to the larger of both (or to a thousandth of the
    /// largest element of the gradient).
    public internal(set) var largestError = 0.0
    /// Two values of the function at the same point, or the same one on two ways.
    var contradiction: (Double, Double)?

    /// Whether the function gave something else when it was asked again: then nothing was compared.
    public var isNondeterministic: Bool { contradiction != nil }

    /// Whether nothing was compared but zeros: right perhaps, but no evidence.
    public var isVacuous: Bool { movingCount == 0 }

    /// Whether something was compared, all of it agreed, and there was no kink.
    public var passes: Bool {
      failures.isEmpty && kinks.isEmpty && undecided.isEmpty && !isVacuous && !isNondeterministic
    }

    public var description: String {
      if let (first, second) = contradiction {
        let values = first == second ? "takes another course" : "is \(first) and then \(second)"
        return
          "the function is not deterministic: at one point it \(values) (draw noise outside, or seed it in the function)"
      }
      var lines = ["compared \(comparedCount) elements, \(movingCount) of them not 0; largest error \(largestError)"]
      lines += failures.prefix(8).map {
        "\(Self.name($0.input, $0.index, $0.order)): the gradient is \($0.gradient), but differences say \($0.difference)"
      }
      lines += kinks.prefix(8).map {
        "\(Self.name($0.input, $0.index, $0.order)): crossed a boundary of \($0.operation) at every step; the point lies on a kink"
      }
      if !undecided.isEmpty {
        lines.append("rounding hides \(undecided.count) elements, the first of them element \(undecided[0])")
      }
      if isVacuous {
        lines.append(
          "nothing smooth was compared: every gradient and difference is 0 (see gradientAudit for what cut them)")
      }
      return lines.joined(separator: "\n")
    }

    private static func name(_ input: Int, _ index: Int, _ order: Int) -> String {
      (order == 2 ? "second order, " : "") + (input == 0 ? "" : "input \(input), ") + "element \(index)"
    }

    mutating func add(_ element: ElementCheck, input: Int, index: Int, order: Int) {
      switch element.verdict {
      case .kink(let operation):
        kinks.append(.init(index: index, operation: operation, input: input, order: order))
      case .compared(let difference, let hidden):
        let gradient = element.gradient
        comparedCount += 1
        if !(max(gradient.magnitude, difference.magnitude) <= hidden) { movingCount += 1 }
        if (gradient - difference).magnitude > element.allowance(difference),
          hidden > 0.01 * max(element.size, difference.magnitude)
        {
          undecided.append(index)
          return
        }
        let error = max((gradient - difference).magnitude - hidden, 0)
        if error > 0 {
          largestError = max(largestError, error * element.tolerance / element.allowance(difference))
        }
        // NaN agrees with nothing.
        if !(error <= element.allowance(difference)) || gradient.isNaN || difference.isNaN {
          failures.append(
            .init(index: index, gradient: gradient, difference: difference, input: input, order: order))
        }
      }
    }
  }
}
