internal import Synchronization
internal import TesseraKernels

/// Brings bytes from the disk while those before them are worked on.
///
/// The system is asked on a thread of its own: who asks for many pages at once waits for the disk, and who asks for none has them one fault
/// after the other.
package final class ReadAhead: Sendable {
  /// Bytes that may be there before they are worked on.
  static let distance = 32 << 20
  /// Bytes that are asked for at once.
  static let step = 4 << 20

  private let count: Int
  private let ask: @Sendable (Range<Int>) -> Void
  /// How many bytes have been worked on.
  private let passed = Atomic(0)
  private let alarm = Alarm()

  /// - Parameters:
  ///   - count: of bytes that are wanted.
  ///   - ask: may take as long as it likes.
  init(_ count: Int, _ ask: @escaping @Sendable (Range<Int>) -> Void) {
    (self.count, self.ask) = (count, ask)
    // (Where no thread is to be had, pages come by faults.)
    if count > Self.step { _ = Platform.startThread { self.run() } }
  }

  /// Tells that so many bytes, from the first on, have been read.
  package func pass(_ count: Int) {
    passed.max(count, ordering: .relaxed)
    alarm.signal()
  }

  /// Nothing more is wanted.
  package func end() { pass(.max) }

  private func run() {
    for start in stride(from: 0, to: count, by: Self.step) {
      while start - passed.load(ordering: .relaxed) > Self.distance { alarm.wait() }
      guard passed.load(ordering: .relaxed) < .max else { return }
      ask(start..<min(start + Self.step, count))
    }
  }
}
