import TesseraKernels
import Testing

struct LargeMemoryTests {
  @Test func whatNoMachineHasIsRefusedAndALittleIsNot() {
    #expect(LargeMemory.canHold(0) && LargeMemory.canHold(1 << 20))
    #expect(!LargeMemory.canHold(1 << 46) && !LargeMemory.canHold(.max))
  }
}
