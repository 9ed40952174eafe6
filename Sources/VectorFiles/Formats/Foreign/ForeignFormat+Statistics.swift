extension ForeignFormat {
  /// Files of R, Stata, SPSS, SAS and spreadsheets.
  static let statistics: [any MatrixFormat] = [
    ForeignFormat(
      "an R file (.rds)", "convert it: Rscript -e 'write.csv(readRDS(\"FILE\"), \"x.csv\", row.names = FALSE)'"
    ) {
      $0.has([0x58, 0x0A, 0, 0, 0]) || $0.has([0x42, 0x0A, 2, 0, 0, 0]) || $0.has([0x42, 0x0A, 3, 0, 0, 0])
    },
    ForeignFormat(
      "an R workspace (.RData)",
      "convert it: Rscript -e 'load(\"FILE\"); write.csv(NAME, \"x.csv\", row.names = FALSE)'"
    ) { start in ["RDX2\n", "RDX3\n", "RDA2\n", "RDA3\n"].contains { start.has($0) } },
    ForeignFormat("a Stata file", "convert it: pandas.read_stata('FILE').to_csv('x.csv', index=False) in Python") {
      $0.has("<stata_dta>") || ($0.isNamed(".dta") && $0.isBinary)
    },
    ForeignFormat("an SPSS file", "convert it: pandas.read_spss('FILE').to_csv('x.csv', index=False) in Python") {
      $0.has("$FL2") || $0.has("$FL3")
    },
    ForeignFormat("a SAS file", "convert it: pandas.read_sas('FILE').to_csv('x.csv', index=False) in Python") {
      $0.has([0xC2, 0xEA, 0x81, 0x60], at: 12) || $0.has("HEADER RECORD*******LIBRARY")
    },
    ForeignFormat("an old Excel workbook, or another document of Microsoft Office", "save the sheet as CSV") {
      $0.has([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    },
  ]

  /// What is packed.
  static let archives: [any MatrixFormat] = [
    ForeignFormat("a bzip2 file", "unpack it: bunzip2 -k FILE") { $0.has("BZh") && $0.has([0x31, 0x41, 0x59], at: 4) },
    ForeignFormat("an xz file", "unpack it: unxz -k FILE") { $0.has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) },
    ForeignFormat("an lzma file", "unpack it: unlzma -k FILE") { $0.has([0x5D, 0, 0]) && $0.isNamed(".lzma") },
    ForeignFormat("an lz4 file", "unpack it: lz4 -d FILE") { $0.has([0x04, 0x22, 0x4D, 0x18]) },
    ForeignFormat("a snappy file", "unpack it") { $0.has([0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50]) },
    ForeignFormat("a file of compress", "unpack it: uncompress -k FILE") { $0.has([0x1F, 0x9D]) },
    ForeignFormat(
      "a zlib stream, perhaps of joblib", "where it is joblib's: numpy.save('x.npy', joblib.load('FILE')) in Python"
    ) {
      $0[0] == 0x78 && [0x01, 0x5E, 0x9C, 0xDA].contains($0[1]) && $0.isBinary
    },
    ForeignFormat("a 7z archive", "unpack it: 7z x FILE") { $0.has([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) },
    ForeignFormat("a RAR archive", "unpack it: unrar x FILE") { $0.has("Rar!") && $0.isBinary },
    ForeignFormat("a tar archive", "unpack it (tar xf FILE) and name the file or the directory") {
      $0.has("ustar", at: 257) && $0.isBinary
    },
  ]
}
