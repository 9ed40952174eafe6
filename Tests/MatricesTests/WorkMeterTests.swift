import Matrices
import Synchronization
import Testing

@Suite struct WorkMeterTests {
  @Test func whatIsDoneGrowsToTheTotal() {
    let said = Mutex<[[Int?]]>([])
    let meter = WorkMeter { step, done, total in said.withLock { $0.append([step.utf8.count, done, total]) } }
    meter.begin("read", of: 10)
    meter.advance(by: 4)
    meter.advance(by: 9)
    meter.begin("write", of: 0)
    meter.advance(by: 0)
    #expect(said.withLock { $0 } == [[4, 4, 10], [4, 10, 10], [5, 0, 1]])
  }

  /// A pipe says in the end how much there was.
  @Test func withoutATotalOnlyWhatIsDoneIsSaid() {
    let said = Mutex<[[Int?]]>([])
    let meter = WorkMeter { _, done, total in said.withLock { $0.append([done, total]) } }
    meter.begin("read", of: nil)
    meter.advance(by: 4)
    meter.advance(by: 9)
    #expect(said.withLock { $0 } == [[4, nil], [13, nil]])
  }
}
