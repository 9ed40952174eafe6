import Autograd
import Foundation

extension ReferenceOperations {
  /// Programs: steps, each an operation over inputs and results of earlier ones, and which of all these are the results.
  static func programs(of operations: Table) -> Table {
    [
      "program": { call in
        var values = call.inputs
        for step in call.attributes.steps {
          guard let operation = operations[step.operation] else { preconditionFailure("\(step.operation) is missing") }
          values += operation(Call(inputs: step.inputs.map { values[$0] }, attributes: step.attributes))
        }
        return (call.attributes.integers("results") ?? []).map { values[$0] }
      }
    ]
  }
}

/// One step of a program.
struct ReferenceStep {
  let operation: String
  let inputs: [Int]
  let attributes: Attributes
}

extension Attributes {
  var steps: [ReferenceStep] {
    (values["steps"] as? [[String: Any]] ?? []).map { step in
      ReferenceStep(
        operation: step["op"] as? String ?? "", inputs: step["inputs"] as? [Int] ?? [],
        attributes: Attributes(values: step["attributes"] as? [String: Any] ?? [:]))
    }
  }
}
