internal import Synchronization

/// Of what fails on several threads, what is first in order.
package final class FirstFailure: Sendable {
  private let state = Mutex<(index: Int, error: any Error)?>(nil)

  package init() {}

  /// Does work that counts if nothing before it has failed.
  package func attempt(_ index: Int, _ body: () throws -> Void) {
    if let failed = state.withLock({ $0?.index }), failed < index { return }
    do {
      try body()
    } catch {
      state.withLock { state in
        if state.map({ index < $0.index }) ?? true { state = (index, error) }
      }
    }
  }

  /// Throws what failed.
  package func check() throws {
    if let error = state.withLock({ $0?.error }) { throw error }
  }
}
