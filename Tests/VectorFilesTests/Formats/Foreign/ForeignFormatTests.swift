import Matrices
import Testing

@testable import VectorFiles

/// What is not read is named as what it is.
struct ForeignFormatTests {
  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  static let cases: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG image"), ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"),
    (text("GIF89a\u{1}\0"), "a GIF image"), (text("RIFF\u{4}\0\0\0WEBPVP8 "), "a WebP image"),
    (text("BM\u{36}\0\0\0\0\0\0\0"), "a BMP image"), ([0x49, 0x49, 0x2A, 0, 8], "a TIFF image"),
    (text("%PDF-1.7\n"), "a PDF document"), (text("RIFF\u{4}\0\0\0WAVEfmt "), "a sound file"),
    (text("\0\0\0\u{18}ftypmp42"), "a film"),
    (text("MATLAB 5.0 MAT-file, Platform: GLNXA64"), "a MATLAB file"),
    (text("MATLAB 7.3 MAT-file, Platform: GLNXA64"), "a MATLAB file of version 7.3"),
    (text("CDF\u{1}\0"), "a NetCDF file"),
    (text("SIMPLE  =                    T"), "a FITS file"), (text("PAR1\u{15}\u{4}\u{15}"), "a Parquet file"),
    (text("ARROW1\0\0"), "an Arrow or Feather file"),
    ([255, 255, 255, 255, 0x10, 1, 0, 0], "an Arrow or Feather file"),
    (text("ORC\u{A}\u{3}"), "an ORC file"), (text("Obj\u{1}"), "an Avro file"),
    (text("SQLite format 3\0"), "an SQLite database"),
    (text("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\0DUCK@"), "a DuckDB database"),
    ([0x80, 0x04, 0x95, 1], "a Python pickle"), ([0x80, 2, 0x63], "a Python pickle"),
    (text("cnumpy.core.multiarray\n_reconstruct\n"), "a Python pickle"),
    ([0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46], "a PyTorch file"), (text("X\n\0\0\0\u{3}"), "an R file"),
    (text("RDX3\nX\n"), "an R workspace"), (text("<stata_dta><header>"), "a Stata file"),
    (text("$FL2@(#)"), "an SPSS file"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook"),
    ([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26], "a bzip2 file"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz file"),
    ([0x78, 0x9C, 0, 1], "a zlib stream"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    (text("Rar!\u{1A}\u{7}"), "a RAR archive"),
    (text("x.csv\0" + String(repeating: "\0", count: 251) + "ustar\0"), "a tar archive"),
    ([0x7F, 0x45, 0x4C, 0x46, 2], "a program (ELF)"), (text("MZ\0\0"), "a program (Windows)"),
    (text("#!/bin/sh\nls\n"), "a script"), (text("\n<!DOCTYPE HTML>\n<html>"), "an HTML page"),
    (text("<html lang=\"en\">"), "an HTML page"), (text("<?xml version=\"1.0\"?>\n<a/>"), "an XML file"),
    (text("# a remark\n\n@problemName X\n@timeStamps false\n@data\n1.0,2.0:3.0\n"), "a file of time series"),
    (text("@timestamps false\n@data\n1,2:1\n"), "a file of time series"),
    (
      [3, 0x67, 6, 0x11, 49, 0, 0, 0, 0x41, 0, 9, 0] + [UInt8](repeating: 0, count: 52) + [0x0D] + text("  1.5  2.5"),
      "a dBASE table"
    ),
    (text("version https://git-lfs.github.com/spec/v1\noid 1\n"), "a pointer of Git LFS"),
  ]

  @Test(arguments: cases) func itIsNamedWithAdvice(bytes: [UInt8], title: String) {
    let error = failure { () throws(VectorFileError) in try read(bytes) }
    #expect(
      error?.kind == .badData && error?.problem.hasPrefix("this is \(title)") == true, "\(String(describing: error))")
    #expect(error?.problem.hasSuffix("which tessera does not read") == true && error?.advice.isEmpty == false)
    let folder = TemporaryFolder()
    let column = failure { () throws(VectorFileError) in try VectorFileReader().readLabels(folder.file("x", bytes)) }
    #expect(column?.problem == error?.problem)
  }

  /// Headings that begin like something else.
  @Test(arguments: [
    "BM,PK\n1,2\n3,4\n", "PAR1,PAR2\n1,2\n3,4\n", "ORC,x\n1,2\n3,4\n", "MZ,x\n1,2\n3,4\n", "x^2,y\n1,2\n3,4\n",
    "BZh,x\n1,2\n3,4\n", "PK,x\n1,2\n3,4\n", "abc,ftyp\n1,2\n3,4\n", "ID3,x\n1,2\n3,4\n", "A,x\n1,2\n3,4\n",
    "CDF,x\n1,2\n3,4\n",
  ])
  func headingsAreNoMagic(text: String) throws {
    #expect(try read(text).points == .double([[1, 2], [3, 4]]))
  }

  @Test func whatIsPackedIsNamedToo() {
    let members = [("x.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] as [UInt8])]
    let error = failure { () throws(VectorFileError) in try read(ZipBuilder(members: members).bytes) }
    #expect(error?.problem.hasPrefix("this is a PNG image") == true && error?.path.hasSuffix("x:x.png") == true)
  }

  @Test func proseIsNamed() {
    let text =
      "Call me Ishmael. Some years ago,\nnever mind how long precisely, having little\nor no money\n\nin my purse, and nothing, particular to\ninterest me\n"
    #expect(failure { () throws(VectorFileError) in try read(text) }?.problem.hasPrefix("this is plain text") == true)
  }

  @Test(arguments: [
    "{\"columns\":[\"a\"],\"index\":[0,1],\"data\":[[1],[2]]}", "{\"count\":1,\"data\":[{\"a\":1},{\"a\":2}]}",
    "{\"type\":\"Topology\",\"bbox\":[1,2,3,4],\"arcs\":[[[1,2]]],\"objects\":{}}",
    "{\"a\":[1,2],\"b\":[3,4]}", "{\"data\":[[1,2],[3,4]]}", "{\n \"a\": {\"0\": 1},\n \"b\": {\"0\": 2}\n}",
  ])
  func aDocumentOfOneObjectIsNoTable(text: String) {
    let error = failure { () throws(VectorFileError) in try read(text) }
    #expect(error?.problem == "the file is one JSON object, not rows")
  }
}
