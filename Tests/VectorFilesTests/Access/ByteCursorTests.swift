import Testing

@testable import VectorFiles

/// What all parsers of bytes ask: numbers at a place, and what comes next.
struct ByteCursorTests {
  private let bytes: [UInt8] = [1, 2, 3, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x80]

  @Test func numbersBeginWithTheirLowestByte() {
    bytes.withUnsafeBytes { bytes in
      #expect(bytes.littleEndian(UInt16.self, at: 0) == 0x0201)
      #expect(bytes.littleEndian(UInt32.self, at: 1) == 0xFF04_0302)
      #expect(bytes.littleEndian(Int32.self, at: 4) == -1)
      #expect(bytes.littleEndian(UInt64.self, at: 1) == 0x80FF_FFFF_FF04_0302)
    }
  }

  @Test func whereTheBytesEndThereIsNoNumber() {
    bytes.withUnsafeBytes { bytes in
      #expect(bytes.littleEndian(UInt64.self, at: 2) == nil)
      #expect(bytes.littleEndian(UInt16.self, at: 8) == nil)
      #expect(bytes.littleEndian(UInt16.self, at: -1) == nil)
      #expect(bytes.littleEndian(UInt16.self, at: .max) == nil)
      #expect(UnsafeRawBufferPointer(rebasing: bytes[..<0]).littleEndian(UInt16.self, at: 0) == nil)
    }
  }

  @Test func whatComesNextIsPassedOrStays() throws {
    try Array(" \t12a\r\n".utf8).withUnsafeBytes { bytes in
      var cursor = ByteCursor(bytes)
      #expect(!cursor.consumeByte("1") && !cursor.consume("12b") && cursor.position == 2)
      #expect(cursor.peek() == UInt8(ascii: "1") && cursor.consumeDigits() == 2 && cursor.consumeDigits() == 0)
      let error = #expect(throws: ByteCursor.Failure.self) { try cursor.expectEnd("more") }
      #expect(error?.offset == 4 && error?.problem == "more")
      #expect(cursor.next() == UInt8(ascii: "a"))
      try cursor.expectEnd("more")
      #expect(cursor.next() == nil && cursor.byte == nil && !cursor.consume("a"))
    }
  }
}
