#if hasFeature(Embedded)
  /// What the module Synchronization has elsewhere. Embedded Swift has no threads here: there is nobody to keep out.
  struct Mutex<Value>: ~Copyable, @unchecked Sendable {
    private let value: UnsafeMutablePointer<Value>

    init(_ value: Value) {
      self.value = .allocate(capacity: 1)
      self.value.initialize(to: value)
    }

    deinit {
      value.deinitialize(count: 1)
      value.deallocate()
    }

    func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
      try body(&value.pointee)
    }
  }
#endif
