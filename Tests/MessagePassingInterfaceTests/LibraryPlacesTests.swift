import Testing

@testable import MessagePassingInterface

struct LibraryPlacesTests {
  private let places = LibraryPlaces(programFolders: ["/opt/mpi/bin", "/usr/bin"]) { path in
    path.hasPrefix("/opt/mpi/bin/../lib/libmpi.so") && !path.hasSuffix(".80")
  }

  @Test func theLibraryBesideTheLauncherComesFirst() {
    let found = places.places(for: .openMPI, named: nil)
    #expect(found.first == "/opt/mpi/bin/../lib/libmpi.so.40")
    #expect(places.places(for: .processManager, named: nil).first == "/opt/mpi/bin/../lib/libmpi.so.12")
    #expect(!found.contains { $0.hasPrefix("/usr/bin") })
  }

  @Test func thenTheNamesOfItsKindAndOfTheStandard() {
    let nowhere = LibraryPlaces(programFolders: []) { _ in false }
    let open = nowhere.places(for: .openMPI, named: nil)
    let other = nowhere.places(for: .processManager, named: nil)
    #expect(open.first == "libmpi.so.40" && !open.contains("libmpi.so.12"))
    #expect(other.prefix(2) == ["libmpi.so.12", "libmpich.so.12"] && !other.contains("libmpi.so.40"))
    #expect(open.contains("libmpi_abi.so.1") && other.contains("libmpi_abi.so.1"))
  }

  @Test func whatIsNamedIsTheOnlyOne() {
    #expect(places.places(for: .openMPI, named: "/a/libmpi.so") == ["/a/libmpi.so"])
    #expect(
      places.places(for: .openMPI, named: "libmpi.so.9") == ["/opt/mpi/bin/../lib/libmpi.so.9", "libmpi.so.9"])
  }
}
