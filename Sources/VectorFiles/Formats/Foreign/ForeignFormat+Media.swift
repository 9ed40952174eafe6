extension ForeignFormat {
  private static let pixels =
    "for its colours: numpy.save('x.npy', numpy.asarray(PIL.Image.open('FILE').convert('RGB')).reshape(-1, 3)) in Python"
  private static let features = "tessera clusters rows of numbers: write features of it as .npy or CSV"

  /// Pictures, sounds, films and documents.
  static let media: [any MatrixFormat] = [
    ForeignFormat("a PNG image", pixels) { $0.has([0x89, 0x50, 0x4E, 0x47]) },
    ForeignFormat("a JPEG image", pixels) { $0.has([0xFF, 0xD8, 0xFF]) },
    ForeignFormat("a GIF image", pixels) { $0.has("GIF87a") || $0.has("GIF89a") },
    ForeignFormat("a WebP image", pixels) { $0.has("RIFF") && $0.has("WEBP", at: 8) },
    ForeignFormat("a BMP image", pixels) { $0.has("BM") && $0.has([0, 0, 0, 0], at: 6) },
    ForeignFormat("a TIFF image", pixels) { $0.has([0x49, 0x49, 0x2A, 0]) || $0.has([0x4D, 0x4D, 0, 0x2A]) },
    ForeignFormat("a DICOM image", features) { $0.has("DICM", at: 128) },
    ForeignFormat("a film, or an image of that family (MP4, HEIC, AVIF)", features) {
      $0.has("ftyp", at: 4) && $0.isBinary
    },
    ForeignFormat("a film (Matroska or WebM)", features) { $0.has([0x1A, 0x45, 0xDF, 0xA3]) },
    ForeignFormat("a sound file", features) { start in
      start.has("RIFF") && start.has("WAVE", at: 8)
        || (start.has("OggS") || start.has("fLaC") || start.has("ID3")) && start.isBinary
    },
    ForeignFormat("a PDF document", "copy the table out of it, or save it as CSV where it comes from") {
      $0.has("%PDF-")
    },
    ForeignFormat("a PostScript document", "save the table as CSV where it comes from") { $0.has("%!PS") },
    ForeignFormat("an RTF document", "save the table as CSV") { $0.has("{\\rtf") },
  ]

  /// What a machine runs.
  static let programs: [any MatrixFormat] = [
    ForeignFormat("a program (ELF)", "name a file of points") { $0.has([0x7F, 0x45, 0x4C, 0x46]) },
    ForeignFormat("a program (Windows)", "name a file of points") { $0.has("MZ") && $0.isBinary },
    ForeignFormat("a program (macOS), or Java code", "name a file of points") { start in
      [[0xCF, 0xFA, 0xED, 0xFE], [0xCE, 0xFA, 0xED, 0xFE], [0xCA, 0xFE, 0xBA, 0xBE]].contains { start.has($0) }
    },
    ForeignFormat("a WebAssembly program", "name a file of points") { $0.has([0, 0x61, 0x73, 0x6D]) },
    ForeignFormat("a script", "name a file of points, or pipe what it prints (| tessera ... -)") { $0.has("#!/") },
  ]

  /// Texts that are no tables.
  static let texts: [any MatrixFormat] = [
    ForeignFormat(
      "an HTML page", "convert its table: pandas.read_html('FILE')[0].to_csv('x.csv', index=False) in Python"
    ) {
      $0.begins(with: "<!doctype html", "<html", "<head", "<body", "<table")
    },
    ForeignFormat("an SVG image", features) { $0.begins(with: "<svg") },
    ForeignFormat("an XML file", "write its rows as CSV") { $0.begins(with: "<?xml", "<!doctype") },
    ForeignFormat("a program's source", "name a file of points, or run it and pipe what it prints (| tessera ... -)") {
      $0.isSource
    },
    ForeignFormat("a TeX document", "write its table as CSV") { $0.begins(with: "\\documentclass") },
    ForeignFormat("a pointer of Git LFS, not the file itself", "fetch it: git lfs pull") {
      $0.has("version https://git-lfs")
    },
  ]
}
