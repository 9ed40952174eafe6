import CMessagePassingInterface
import Testing

/// The operation that MPI is given for integers of 128 bits.
struct QuantaTests {
  @Test func carriesPassFromTheLowWordToTheHigh() {
    let own: [Int128] = [1, -1, 1 << 100, .max, -5, Int128(UInt64.max)]
    var sum: [Int128] = [Int128(UInt64.max), 1, -(1 << 100), 1, 3, Int128(UInt64.max)]
    let expected = zip(own, sum).map { $0 &+ $1 }
    own.withUnsafeBytes { own in
      sum.withUnsafeMutableBytes { mpi_add_quanta(own.baseAddress!, $0.baseAddress!, 6) }
    }
    #expect(sum == expected)
  }
}
