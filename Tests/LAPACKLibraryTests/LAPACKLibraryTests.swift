import Autograd
import Testing

@testable import LAPACKLibrary

/// Which library is found, and what is said where none is. (What it computes: `AutogradTests`.)
@Suite struct LAPACKLibraryTests {
  @Test func theMachinesIsFound() throws {
    let library = try LinearAlgebraLibrary.system()
    #expect(!library.name.isEmpty && library.leastSize == LinearAlgebraLibrary.usualLeastSize, "CI has it")
  }

  @Test func aMissingOneIsNamedWithEveryPlaceAndHowToGetIt() {
    let error = #expect(throws: LAPACKError.self) {
      try LinearAlgebraLibrary.first(of: ["libnowhere.so.1", "/nowhere/liblapack.so"])
    }
    let words = error?.description ?? ""
    #expect(words.hasPrefix("no LAPACK was found (libnowhere.so.1: ") && words.contains("; /nowhere/liblapack.so: "))
    #expect(words.hasSuffix("; install one (\(LAPACKPlaces.advice))"))
  }

  @Test func aLibraryWithoutTheFunctionsIsNamed() {
    #if canImport(Darwin)
      let (place, function) = ("/usr/lib/libSystem.B.dylib", "dgetrf_")
    #else
      let (place, function) = ("libc.so.6", "dgetrf_")
    #endif
    let error = #expect(throws: LAPACKError.self) { try LinearAlgebraLibrary.system(file: place) }
    #expect(error?.description.contains("\(place): it has no function \(function)") == true)
  }

  /// The first that can be used, whatever stands before it.
  @Test func placesAreTriedInTheirOrder() throws {
    let library = try LinearAlgebraLibrary.first(of: ["libnowhere.so.1"] + LAPACKPlaces.all)
    #expect(try library.name == LinearAlgebraLibrary.system().name)
  }
}
