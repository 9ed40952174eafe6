#if hasFeature(Embedded)
  /// What the module Synchronization has elsewhere, for all targets. Embedded Swift has no threads here: there is nobody to keep out.
  @usableFromInline
  package struct Mutex<Value>: ~Copyable, @unchecked Sendable {
    @usableFromInline let value: UnsafeMutablePointer<Value>

    @inlinable package init(_ value: Value) {
      self.value = .allocate(capacity: 1)
      self.value.initialize(to: value)
    }

    @inlinable deinit {
      value.deinitialize(count: 1)
      value.deallocate()
    }

    @inlinable package func withLock<Result, Failure: Error>(
      _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      try body(&value.pointee)
    }
  }
#endif
