/// Formats that are zip archives, and are not read.
enum ForeignArchive {
  /// By the name of one member, or how it begins or ends.
  private static let all: [(member: String, title: String, advice: String)] = [
    ("xl/workbook.", "an Excel workbook", "save the sheet as CSV"),
    ("xl/worksheets/", "an Excel workbook", "save the sheet as CSV"),
    ("word/document.xml", "a Word document", "write the table as CSV"),
    ("ppt/presentation.xml", "a PowerPoint presentation", "write the table as CSV"),
    (
      "/data.pkl", "a PyTorch file",
      "convert it: numpy.save('x.npy', torch.load('FILE', weights_only=True).numpy()) in Python"
    ),
    ("META-INF/MANIFEST.MF", "a Java archive", "name a file of points"),
    ("META-INF/container.xml", "an electronic book", "name a file of points"),
    ("AndroidManifest.xml", "an Android package", "name a file of points"),
  ]

  /// The error about such an archive; nil for any other.
  static func failure(_ archive: ZipArchive) -> VectorFileError? {
    let names = archive.members.map(\.name)
    for (member, title, advice) in all
    where names.contains(where: { $0.hasPrefix(member) || $0.hasSuffix(member) }) {
      return failure(archive.file, title, advice)
    }
    if Set(names).isSuperset(of: ["indices.npy", "indptr.npy", "shape.npy", "data.npy"]) {
      return failure(
        archive.file, "a sparse matrix of SciPy",
        "save it dense: numpy.save('x.npy', scipy.sparse.load_npz('x.npz').toarray())")
    }
    guard let type = archive.members.first(where: { $0.name == "mimetype" }) else { return nil }
    let words = String(decoding: archive.beginning(of: type, limit: 80), as: UTF8.self)
    guard words.hasPrefix("application/") else { return nil }
    return words.hasSuffix("spreadsheet")
      ? failure(archive.file, "an OpenDocument spreadsheet", "save the sheet as CSV")
      : failure(archive.file, "a document (\(words.dropFirst(12)))", "write the table as CSV")
  }

  private static func failure(_ file: MappedFile, _ title: String, _ advice: String) -> VectorFileError {
    file.failure(.file, "this is \(title), which tessera does not read", advice)
  }
}
