#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import TesseraKernels
#endif

/// The C library's, whatever it is called here.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
