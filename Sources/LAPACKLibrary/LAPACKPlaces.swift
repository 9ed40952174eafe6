internal import VectorFiles

/// Where a LAPACK is looked for: the fast ones first.
enum LAPACKPlaces {
  /// OpenBLAS and MKL hold both LAPACK and BLAS; FlexiBLAS and Debian's `liblapack` lead to what the system's administrator chose.
  #if canImport(Darwin)
    static let all = [
      "/System/Library/Frameworks/Accelerate.framework/Accelerate", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
    ]
  #else
    static var all: [String] {
      ["libopenblas.so.0", "libmkl_rt.so.2", "libflexiblas.so.3", "liblapack.so.3", "liblapack.so"]
        + PythonPackages.files(in: ["scipy.libs"], named: "libscipy_openblas-", or: "libopenblas")
    }
  #endif

  /// What the names of functions begin with in the copy that SciPy brings along.
  static let otherPrefix = "scipy_"

  static let advice = "Debian: apt-get install libopenblas0; or pip install scipy into the environment"
}
