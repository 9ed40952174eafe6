#if hasFeature(Embedded)
  internal import CTesseraKernels

  // What this target asks of the system elsewhere: in a web page there is one thread.

  func currentThread() -> UInt { 0 }

  /// What the module _Concurrency has elsewhere. (Of a global object that is made without calls the compiler gives each module its own.)
  final class TaskLocal<Value>: @unchecked Sendable {
    private let value: UnsafeMutablePointer<Value>

    init(wrappedValue: Value) {
      value = .allocate(capacity: 1)
      value.initialize(to: wrappedValue)
    }

    func get() -> Value { value.pointee }

    func withValue<Result>(_ next: Value, operation: () throws -> Result) rethrows -> Result {
      let before = value.pointee
      value.pointee = next
      defer { value.pointee = before }
      return try operation()
    }
  }

  func exp(_ x: Double) -> Double { tessera_host_exp(x) }
  func expm1(_ x: Double) -> Double { tessera_host_expm1(x) }
  func log(_ x: Double) -> Double { tessera_host_log(x) }
  func log1p(_ x: Double) -> Double { tessera_host_log1p(x) }
  func sin(_ x: Double) -> Double { tessera_host_sin(x) }
  func cos(_ x: Double) -> Double { tessera_host_cos(x) }
  func tanh(_ x: Double) -> Double { tessera_host_tanh(x) }
  func erf(_ x: Double) -> Double { tessera_host_erf(x) }
  func pow(_ x: Double, _ y: Double) -> Double { tessera_host_pow(x, y) }
  func atan2(_ y: Double, _ x: Double) -> Double { tessera_host_atan2(y, x) }
  func exp(_ x: Float) -> Float { tessera_host_expf(x) }
  func expm1(_ x: Float) -> Float { tessera_host_expm1f(x) }
  func log(_ x: Float) -> Float { tessera_host_logf(x) }
  func log1p(_ x: Float) -> Float { tessera_host_log1pf(x) }
  func sin(_ x: Float) -> Float { tessera_host_sinf(x) }
  func cos(_ x: Float) -> Float { tessera_host_cosf(x) }
  func tanh(_ x: Float) -> Float { tessera_host_tanhf(x) }
  func erf(_ x: Float) -> Float { tessera_host_erff(x) }
  func pow(_ x: Float, _ y: Float) -> Float { tessera_host_powf(x, y) }
  func atan2(_ y: Float, _ x: Float) -> Float { tessera_host_atan2f(y, x) }
#else
  internal import CLibrary

  /// Which thread this is.
  func currentThread() -> UInt {
    #if canImport(Glibc)
      UInt(pthread_self())
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }
#endif
