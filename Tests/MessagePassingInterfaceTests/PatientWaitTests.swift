import Testing

@testable import MessagePassingInterface

struct PatientWaitTests {
  @Test func pausesGrowWithTheWaitUpToAMillisecond() {
    #expect(PatientWait.pause(after: .microseconds(99)) == .zero)
    #expect(PatientWait.pause(after: .microseconds(160)) == .microseconds(20))
    #expect(PatientWait.pause(after: .milliseconds(4)) == .microseconds(500))
    #expect(PatientWait.pause(after: .seconds(60)) == .milliseconds(1))
  }
}
