import MessagePassing
import Testing

struct SingleProcessTests {
  let communicator: any Communicator = SingleProcess()

  @Test func itIsMemberZeroOfOne() {
    #expect(communicator.rank == 0)
    #expect(communicator.size == 1)
  }

  @Test func everyCollectiveLeavesItsValues() throws {
    var words: [Int64] = [.min, -1, 0, .max]
    try communicator.sum(&words)
    #expect(words == [.min, -1, 0, .max])
    var quanta: [Int128] = [.min, 1 << 100, .max]
    try communicator.sum(&quanta)
    #expect(quanta == [.min, 1 << 100, .max])
    var bounds = [-Double.infinity, -1, 0.5]
    try communicator.maximum(&bounds)
    #expect(bounds == [-.infinity, -1, 0.5])
    var bytes: [UInt8] = [0, 255]
    try communicator.broadcast(&bytes, from: 0)
    #expect(bytes == [0, 255])
    try communicator.barrier()
  }

  @Test func anotherRootIsACallersMistake() async {
    await #expect(processExitsWith: .failure) {
      var bytes: [UInt8] = []
      SingleProcess().broadcast(&bytes, from: 1)
    }
  }
}
