import Foundation
import TesseraTestSupport
import Testing
import VectorFiles

@testable import TableDrivers

/// How drivers are found, and what is said where none is.
struct DriverSearchTests {
  @Test func aManifestNamesTheLibrary() {
    let manifest = DriverManifest(
      """
      manifest_version = 1
      name = 'SQLite'  # a name
      [ADBC]
      version = "1.1.0"
      [Driver]
      entrypoint = "Init\\\\ial"
      [Driver.shared]
      linux_amd64 = '/opt/a\\b.so'  # here
      "macos_arm64" = "/opt/c.dylib"
      """, platform: "linux_amd64")
    #expect(manifest.library == "/opt/a\\b.so" && manifest.entrypoint == "Init\\ial")
    #expect(DriverManifest("[Driver]\nshared = \"x.so\"").library == "x.so")
    #expect(DriverManifest("[Driver.shared]\nsolaris = \"x.so\"").library == nil)
    #expect(DriverManifest("[Other]\nshared = \"x.so\"").library == nil)
  }

  @Test func theEntryIsNamedAfterTheFile() {
    #expect(
      DriverLibrary.entrypoints(of: "/a/libadbc_driver_sqlite.so.1") == [
        "duckdb_adbc_init", "AdbcDriverSqliteInit", "AdbcDriverInit",
      ])
  }

  @Test func everyPlaceIsNamedWithItsState() throws {
    let folder = TemporaryFolder()
    let other = TemporaryFolder()
    other.file("none.toml", "[Driver.shared]\nelsewhere = 'x'\n")
    other.file("libadbc_driver_none.so", "no library")
    let search = DriverSearch(folders: [folder.path, other.path, folder.path + "/missing"])
    do {
      _ = try DriverLibrary.find("none", search, for: "x.db")
      Issue.record("a driver was found")
    } catch {
      #expect(error.kind == .noInput)
      let problem = error.problem
      #expect(
        problem.contains("the driver none was not found (\(folder.path): neither none.toml nor libadbc_driver_none"))
      #expect(problem.contains("; \(other.path)/none.toml: names no library for "))
      #expect(problem.contains("; \(other.path)/libadbc_driver_none.so: "))
      #expect(problem.contains("; \(folder.path)/missing: no such folder; libadbc_driver_none.so: "))
      #expect(error.advice.hasPrefix("install it (pip install adbc-driver-none,"))
    }
  }

  #if os(Linux)
    /// A library that is there and is no driver.
    @Test func whatIsNoDriverIsSaidToBeNone() throws {
      let folder = TemporaryFolder()
      folder.file("duckdb.toml", "[Driver]\nshared = 'libm.so.6'\n")
      do {
        _ = try DriverLibrary.find("duckdb", DriverSearch(folders: [folder.path]), for: "x")
      } catch {
        #expect(
          error.problem.contains("libm.so.6: is no driver: it has none of duckdb_adbc_init, LibmInit, ")
            || error.problem.contains("libm.so.6: is no driver: it has none of duckdb_adbc_init, MInit"))
      }
    }
  #endif

  /// No password reaches a message or a report.
  @Test(arguments: [
    ("postgresql://me:secret@host:5432/db?password=x", "postgresql://me@host:5432/db"),
    ("postgres://me@host/db", "postgres://me@host/db"), ("postgresql:///db", "postgresql:///db"),
    ("postgresql://me:a@b@host/x@y", "postgresql://me@host/x@y"),
    ("postgresql://me:se/cret@host/db", "postgresql://me@host/db"),
    ("postgresql://me:se?cret@host/db", "postgresql://me"), ("postgresql://h:5/db?password=a@b", "postgresql://h"),
    ("postgresql://h:5/db?password=a", "postgresql://h:5/db"), ("x.csv", "x.csv"), ("odd://a:b@c", "odd://a:b@c"),
  ]) func anAddressIsShownWithoutItsPassword(_ address: String, _ shown: String) {
    #expect(TableAddress.shown(address) == shown)
  }

  @Test func pathsWithSignsAreQuoted() {
    #expect(SQLText.uri(of: "/a b/c%?#.db") == "file:/a%20b/c%25%3F%23.db?mode=ro")
    #expect(SQLText.quoted("it's", "'") == "'it''s'")
    #expect(SQLText.quoted("'\u{301}", "'").unicodeScalars.elementsEqual("'''\u{301}'".unicodeScalars))
  }

  /// Formats are told from their first bytes, and named where no driver is to be had.
  @Test(arguments: [
    (Array("PAR1\u{15}\u{4}".utf8), "a Parquet file"), (Array("SQLite format 3\0".utf8), "an SQLite database"),
    (Array("1234567\0DUCK@".utf8), "a DuckDB database"), (Array("ARROW1\0\0".utf8), "an Arrow or Feather file"),
  ])
  func withoutADriverTheFormatIsNamed(_ bytes: [UInt8], _ title: String) throws {
    let folder = TemporaryFolder()
    let path = folder.file("x", bytes)
    var reader = VectorFileReader()
    #expect(throws: VectorFileError.self) { try reader.read(path) }
    do { _ = try reader.read(path) } catch { #expect(error.problem == "this is \(title), which tessera does not read") }
    reader.tableLoader = TableDrivers(search: DriverSearch(folders: []))
    do { _ = try reader.read(path) } catch {
      #expect(
        error.problem.contains("the driver ") && error.problem.contains("was not found") || error.kind != .noInput)
    }
    reader.query = "SELECT 1"
    let npy = folder.path + "/x.npy"
    try NumPyFile.write([1, 2] as [Double], to: npy)
    do { _ = try reader.read(npy) } catch { #expect(error.problem == "this is a .npy file, which answers no query") }
  }
}
