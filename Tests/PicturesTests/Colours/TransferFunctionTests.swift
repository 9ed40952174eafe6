import Foundation
import Testing

@testable import Pictures

@Suite struct TransferFunctionTests {
  /// IEC 61966-2-1, by the C library.
  @Test func lightIsThatOfTheStandard() {
    for byte in 0...255 {
      let share = Double(byte) / 255
      let light = share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      #expect(abs(TransferFunction.light[byte] - light) < 1e-15, "\(byte)")
    }
    #expect(TransferFunction.light[0] == 0 && TransferFunction.light[255] == 1)
  }

  @Test func everyByteIsTheNearestToItsLight() {
    for byte in 0...255 {
      #expect(TransferFunction.byte(of: TransferFunction.light[byte]) == UInt8(byte))
      #expect(TransferFunction.byte(of: TransferFunction.light(of: min(255, Double(byte) + 0.49))) == UInt8(byte))
      #expect(TransferFunction.byte(of: TransferFunction.light(of: max(0, Double(byte) - 0.49))) == UInt8(byte))
    }
    #expect(TransferFunction.byte(of: -1) == 0 && TransferFunction.byte(of: 7) == 255)
  }
}
