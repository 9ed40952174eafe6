import Testing

@testable import VectorFiles

/// JSON as RFC 8259 has it, and nothing else.
struct JSONParserTests {
  @Test(
    arguments: [
      ("0", .integer(0)), ("-0", .integer(0)), ("10", .integer(10)), ("-7", .integer(-7)), ("0.5", .number(0.5)),
      ("-0.25e-1", .number(-0.025)), ("1E+2", .number(100)), ("100e-2", .number(1)), ("0e00", .number(0)),
      ("99999999999999999999", .number(1e20)), (" \t\n\r null ", .null), ("true", .boolean(true)), ("[]", .array([])),
      ("[ 1 , 2 ]", .array([.integer(1), .integer(2)])), ("{}", .object([])),
      (#""\u0041\ud83d\ude00\u00e9""#, .string("A😀é")), ("[[[[[[[1]]]]]]]", nested(1, levels: 7)),
    ] as [(String, JSONValue)]) func aValueIsRead(_ text: String, _ value: JSONValue) throws
  {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "01", "-01", "00", "-00", "00.5", "01e1", "[1,02]", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-", "--1", "0x1", "1_0",
    "1e999", "-1e999", "NaN", "Infinity", "", " ", "1 2", "[1,]", "[,1]", "[1", "{\"a\"}", "{\"a\":}", "{a:1}",
    "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[[[[[[[[1]]]]]]]]", "\"a", "\"\\ud83d\"",
    "\"\\ude00\\ud83d\"", "\"\\u00g0\"", "\"\u{1}\"", "nul", "True", "\u{FEFF}1",
  ]) func whatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: ByteCursor.Failure.self) { try parse(text) }
  }

  private func parse(_ text: String) throws -> JSONValue {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var parser = JSONParser(bytes: bytes)
      return try parser.parse()
    }
  }

  private static func nested(_ value: Int, levels: Int) -> JSONValue {
    (0..<levels).reduce(.integer(value)) { inner, _ in .array([inner]) }
  }
}
