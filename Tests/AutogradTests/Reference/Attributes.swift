import Foundation

/// The attributes of an operation.
struct Attributes {
  let values: [String: Any]

  var namesAnAxis: Bool { ["axis", "axes"].contains { present($0) != nil } }

  func number(_ key: String) -> Double? { present(key).map(AnyTensor<Double>.number) }
  func integer(_ key: String) -> Int? { (present(key) as? NSNumber)?.intValue }
  func integers(_ key: String) -> [Int]? { present(key) as? [Int] }
  /// Where a null stands for nil.
  func optionalIntegers(_ key: String) -> [Int?] {
    (present(key) as? [Any] ?? []).map { ($0 as? NSNumber)?.intValue }
  }
  func text(_ key: String) -> String? { present(key) as? String }
  func flag(_ key: String) -> Bool { (present(key) as? NSNumber)?.boolValue ?? false }

  private func present(_ key: String) -> Any? { values[key].flatMap { $0 is NSNull ? nil : $0 } }
}
