/// A library that is not linked: it is looked for when a file needs it.
package enum LoadableLibrary: CaseIterable, Sendable {
  case zlib, zstandard, hdf5

  package static var all: [LoadableLibrary] { allCases }

  package var name: String {
    switch self {
    case .zlib: "zlib"
    case .zstandard: "zstandard"
    case .hdf5: "libhdf5"
    }
  }

  /// What it is needed for.
  package var purpose: String {
    switch self {
    case .zlib: "files packed by gzip and zip"
    case .zstandard: "files packed by zstd"
    case .hdf5: "HDF5"
    }
  }

  /// How to get it.
  package var advice: String {
    switch self {
    case .zlib: "Debian: apt-get install zlib1g"
    case .zstandard: "Debian: apt-get install libzstd1"
    case .hdf5: HDF5Library.advice
    }
  }

  /// Why it cannot be used here; nil where it can.
  package var problem: String? {
    do throws(SharedLibrary.Missing) {
      switch self {
      case .zlib: _ = try SharedLibrary(Inflater.libraries)
      case .zstandard: _ = try SharedLibrary(ZstandardUnpacker.libraries)
      case .hdf5: _ = try HDF5Functions(SharedLibrary(HDF5Library.libraries))
      }
      return nil
    } catch {
      return error.words
    }
  }
}
