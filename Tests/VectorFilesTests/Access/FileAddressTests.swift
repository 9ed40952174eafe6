import Testing

@testable import VectorFiles

struct FileAddressTests {
  @Test func passwordsAreNotShown() throws {
    let shown = [
      ("postgresql://me:secret@host:5/shop?table=t", "postgresql://me@host:5/shop?table=t"),
      ("postgresql://me:a/b@c@host/shop", "postgresql://me@host/shop"),
      ("mysql://me@host/shop", "mysql://me@host/shop"),
      ("https://host:8080/a@b.csv", "https://host:8080/a@b.csv"),
      ("https://me:secret@host/a@b.csv", "https://me@host/a@b.csv"),
    ]
    for (path, expected) in shown { #expect(try #require(FileAddress(path)).shown == expected) }
  }

  @Test func onlyPagesAreDownloaded() throws {
    #expect(
      try #require(FileAddress("https://host/x.csv")).advice == "download it first (curl -LO 'https://host/x.csv')")
    #expect(try !#require(FileAddress("postgresql://host/x")).advice.contains("curl"))
  }

  @Test func namesOfFilesAreNoAddresses() {
    for path in ["x.csv", "C://x", "a b://x", "://x", "folder:/x", ""] { #expect(FileAddress(path) == nil, "\(path)") }
  }
}
