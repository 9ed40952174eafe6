#if canImport(CLibrary)
  internal import CLibrary
#else
  internal import TesseraKernels
#endif

/// The C library's, whatever it is called here.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
