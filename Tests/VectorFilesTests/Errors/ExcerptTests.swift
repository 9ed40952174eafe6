import Testing

@testable import VectorFiles

/// Bytes of a file in a message.
struct ExcerptTests {
  @Test func printableCharactersStandForThemselves() {
    #expect(Excerpt.quoted(Array("€ 1,234 é".utf8)) == "“€ 1,234 é”")
    #expect(Excerpt.quoted([0x61, 0xE9, 0x0A, 0xE2, 0x82]) == "“a\\xE9\\x0A\\xE2\\x82”")
    // What changes the direction of a line, or another character, is seen.
    #expect(Excerpt.quoted(Array("a\u{202E}\u{301}\u{A0}".utf8)) == "“a\\xE2\\x80\\xAE\\xCC\\x81\\xC2\\xA0”")
  }

  @Test func noCharacterIsCutApart() {
    let letters = String(repeating: "a", count: 23)
    #expect(Excerpt.quoted(Array((letters + "é").utf8)) == "“\(letters)é”")
    #expect(Excerpt.quoted(Array((letters + "éb").utf8)) == "“\(letters)é…”")
    #expect(Excerpt.quoted(Array((letters + "ab").utf8)) == "“\(letters)a…”")
  }
}
