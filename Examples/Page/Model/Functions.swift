#if canImport(CLibrary)
  import CLibrary

  func exponential(_ x: Double) -> Double { exp(x) }
  func arcCosine(_ x: Double) -> Double { acos(x) }
#else
  import CTesseraKernels

  func exponential(_ x: Double) -> Double { tessera_host_exp(x) }
  func arcCosine(_ x: Double) -> Double { tessera_host_atan2((1 - x * x).squareRoot(), x) }
#endif
