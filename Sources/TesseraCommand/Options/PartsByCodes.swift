internal import ArgumentParser

/// So many parts, or levels, of so many codes each: `8x256`.
struct PartsByCodes: Equatable {
  let parts: Int
  let codes: Int

  init(argument text: String) throws {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let parts = Int(sides[0]), let codes = Int(sides[1])
    else { throw ValidationError("write two whole numbers such as 8x256.") }
    guard parts >= 1, (2...(1 << 16)).contains(codes) else {
      throw ValidationError("there is at least one part, of 2 to 65536 codes.")
    }
    (self.parts, self.codes) = (parts, codes)
  }

  /// How many sequences of codes there are; the largest integer, where there are more.
  var combinations: Int {
    (0..<parts).reduce(1) { all, _ in
      let (product, overflow) = all.multipliedReportingOverflow(by: codes)
      return overflow ? .max : product
    }
  }
}
