/// The C library of the system under one name.
#if canImport(Darwin)
  @_exported public import Darwin
#elseif canImport(Android)
  @_exported public import Android
#elseif canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#else
  #error("Tessera needs a C library of POSIX: Darwin's, Glibc, Musl or Android's")
#endif
