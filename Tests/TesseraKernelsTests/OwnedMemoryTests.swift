import TesseraKernels
import Testing

@Suite struct OwnedMemoryTests {
  @Test func piecesBeginAtACacheLineAndHoldWhatTheyWereGiven() {
    var memory = OwnedMemory()
    for count in [0, 1, 3, 64, 1000] {
      let filled = memory.fill(count, with: Int32(7))
      let copied = memory.copy((0..<count).map { Double($0) })
      let room: UnsafeMutablePointer<UInt8> = memory.room(count)
      for address in [Int(bitPattern: filled), Int(bitPattern: copied), Int(bitPattern: room)] {
        #expect(address % 64 == 0, "\(count)")
      }
      // Pieces are apart: what is written to one shows in no other.
      room.initialize(repeating: 255, count: count)
      #expect((0..<count).allSatisfy { filled[$0] == 7 && copied[$0] == Double($0) }, "\(count)")
    }
  }
}
