extension [String] {
  /// The same with `-k=-1` for `-k -1`: the parser takes what begins with a hyphen for an option, and would say that the value
  /// is missing.
  var joiningNegativeNumbers: [String] {
    var joined: [String] = []
    for (index, text) in enumerated() {
      if index > 0, text.isNegativeNumber, self[index - 1].isBareOption, !self[..<index].contains("--") {
        joined[joined.count - 1] += "=" + text
      } else {
        joined.append(text)
      }
    }
    return joined
  }
}

extension String {
  fileprivate var isNegativeNumber: Bool {
    guard first == "-", let next = dropFirst().first else { return false }
    return next.isNumber || next == "." && dropFirst(2).first?.isNumber == true
  }

  fileprivate var isBareOption: Bool { count > 1 && first == "-" && !contains("=") && !isNegativeNumber }
}
