import Autograd
import Foundation
import Testing

/// Gradients that are taken in tasks and threads of their own, begun inside another gradient's function: they nest in nothing.
@Suite struct TaskTests {
  @Test func aTaskThatOutlivesTheFunctionTakesItsOwnGradient() async {
    var task: Task<Double, Never>?
    let outer = gradient(at: Tensor(3.0)) { x in
      let escaped = x * 2
      task = Task { gradient(at: Tensor(5.0)) { escaped.stoppingGradient() * $0 * $0 }.item }
      return x.square()
    }
    #expect(outer.item == 6)
    #expect(await task?.value == 60)
  }

  /// The task begins only when the function is over: then the escaped tensor is a constant.
  @Test func anEndedScopeIsNone() async {
    let gate = AsyncStream<Void>.makeStream()
    var task: Task<[Double], Never>?
    _ = gradient(at: Tensor(3.0)) { x in
      let escaped = x * 2
      task = Task {
        for await _ in gate.stream { break }
        let slope = gradient(at: Tensor(5.0)) { escaped * $0 * $0 }
        let second = gradient(at: Tensor(5.0)) { gradient(at: $0) { $0 * $0 * $0 } }
        return [slope.item, second.item]
      }
      return x.square()
    }
    gate.continuation.finish()
    #expect(await task?.value == [60, 30])
  }

  @Test func childTasksAndDetachedOnesWhileTheFunctionWaits() async {
    for detached in [false, true] {
      let outer = await Self.onAThread {
        gradient(at: Tensor(3.0)) { x in
          let inner = Self.waiting(detached: detached) { gradient(at: Tensor(5.0)) { $0.square() } }
          return inner * x
        }
      }
      #expect(outer.item == 10)
    }
  }

  @Test func operationsOfATaskAreRecordedWhileTheFunctionWaits() async {
    let slope = await Self.onAThread {
      gradient(at: Tensor(3.0)) { x in Self.waiting(detached: false) { x * x } * x }
    }
    #expect(slope.item == 27)
  }

  @Test func manyThreadsRecordOnOneTape() {
    let parts = Parts()
    let slope = gradient(at: Tensor(2.0)) { x in
      DispatchQueue.concurrentPerform(iterations: 16) { part in
        parts.add((0..<20).reduce(x) { sum, _ in sum + x } * Double(part + 1))
      }
      return parts.sum
    }
    // 21 (1 + ... + 16).
    #expect(slope.item == 2856)
  }

  @Test func threadsTakeTheirOwnGradients() {
    let parts = Parts()
    let slope = gradient(at: Tensor(2.0)) { x in
      DispatchQueue.concurrentPerform(iterations: 8) { part in
        parts.add(gradient(at: Tensor(Double(part))) { gradient(at: $0) { $0 * $0 * $0 } })
      }
      return parts.sum * x
    }
    // 6 (0 + ... + 7).
    #expect(slope.item == 168)
  }

  @Test func twoLiveGradientsThatMeetAreRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = await Self.onAThread {
        gradient(at: Tensor(3.0)) { x in
          Self.waiting(detached: true) { gradient(at: Tensor(5.0)) { y in x * y } }
        }
      }
    }
    #expect(Self.text(result).contains("tensors of two gradients meet"))
  }

  @Test func aGradientAtATensorOfAnotherLiveOneIsRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = await Self.onAThread {
        gradient(at: Tensor(3.0)) { x in Self.waiting(detached: false) { gradient(at: x) { $0.square() } } }
      }
    }
    #expect(Self.text(result).contains("tensors of two gradients meet"))
  }

  @Test func aGradientOfAnotherLiveOnesTensorIsRefused() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = await Self.onAThread {
        gradient(at: Tensor(3.0)) { x in
          Self.waiting(detached: false) { valueWithGradient(at: Tensor(5.0)) { _ in x }.value }
        }
      }
    }
    #expect(Self.text(result).contains("tensors of two gradients meet"))
  }

  /// A function that waits for a task must not hold one of the few threads that run tasks.
  private static func onAThread(_ body: @escaping @Sendable () -> Tensor<Double>) async -> Tensor<Double> {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: body()) }
    }
  }

  /// The result of a task for which a function waits.
  private static func waiting(
    detached: Bool, _ body: @escaping @Sendable () -> Tensor<Double>
  ) -> Tensor<Double> {
    let parts = Parts()
    let done = DispatchSemaphore(value: 0)
    let work: @Sendable () async -> Void = {
      parts.add(body())
      done.signal()
    }
    if detached { Task.detached(operation: work) } else { Task(operation: work) }
    done.wait()
    return parts.sum
  }

  private static func text(_ result: ExitTest.Result) -> String {
    String(decoding: result.standardErrorContent, as: UTF8.self)
  }

  private final class Parts: @unchecked Sendable {
    private let lock = NSLock()
    private var tensors: [Tensor<Double>] = []
    func add(_ tensor: Tensor<Double>) { lock.withLock { tensors.append(tensor) } }
    var sum: Tensor<Double> { lock.withLock { tensors.dropFirst().reduce(tensors[0]) { $0 + $1 } } }
  }
}
