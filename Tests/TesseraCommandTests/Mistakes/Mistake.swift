import Foundation
import Matrices
import Tessera

/// Something that goes wrong for a newcomer: the lines of a shell up to the command that says so.
struct Mistake {
  let title: String
  let lines: [String]

  init(_ title: String, _ lines: String...) {
    self.title = title
    self.lines = lines
  }

  /// Chapters of the page, in their order.
  static let chapters: [(title: String, mistakes: [Mistake])] = [
    ("The command line", commandLine), ("Numbers on the command line", numbers),
    ("Files that are not there", missingFiles), ("Files that are no points", foreignFiles), ("Cells", cells),
    ("Columns", columns), ("Weights and labels", rowValues), ("Models and starts", models), ("Outputs", outputs),
  ]

  /// The files that all of them find in their folder.
  static func write(to folder: URL) throws {
    func file(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.appending(path: name)) }
    func resource(_ path: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(filePath: Places.path("Tests/VectorFilesTests/Resources/\(path)"))))
    }
    try file("points.csv", Array("x,y\n0,0\n0,9\n10,0\n10,9\n".utf8))
    try file("photo.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    try file("book.xlsx", emptyArchive(of: "xl/workbook.xml"))
    try file("points.pkl", [0x80, 4, 0x95, 0x10, 0, 0, 0, 0, 0, 0, 0])
    for (name, path) in [
      ("objects.npy", "formats/object_pickle.npy"), ("cube.npy", "formats/three_dim.npy"),
      ("arrays.npz", "packed/stored.npz"),
    ] { try file(name, try resource(path)) }
    try file("cut.npy", try resource("formats/f8_v1.npy").dropLast(13))
    try file("cut.csv.gz", try resource("packed/table.csv.gz").dropLast(20))
    var damaged = try resource("packed/table.csv.zst")
    damaged[12] ^= 0xFF
    try file("damaged.csv.zst", damaged)
    let model = ModelFile(centroids: [[0, 1, 2], [3, 4, 5]])
    try model.write(to: folder.appending(path: "three.safetensors").path)
    try file("cut.safetensors", Array(try Data(contentsOf: folder.appending(path: "three.safetensors")).dropLast(30)))
    var later = model
    later.metadata = ["format": "tessera.kmeans/2", "version": "9.0.0"]
    try later.write(to: folder.appending(path: "later.safetensors").path)
    for name in ["empty", "notes"] {
      try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: false)
    }
    try file("notes/readme.md", Array("# Notes\n\nNone yet.\n".utf8))
  }

  /// A zip archive of one member without content.
  private static func emptyArchive(of name: String) -> [UInt8] {
    let count = UInt8(name.utf8.count)
    let zeros = [UInt8](repeating: 0, count: 12)
    let local = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + zeros + [count, 0, 0, 0] + Array(name.utf8)
    let entry =
      [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + zeros + [count, 0] + zeros + [0, 0, 0, 0]
      + Array(name.utf8)
    return local + entry
      + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, UInt8(entry.count), 0, 0, 0, UInt8(local.count), 0, 0, 0, 0, 0]
  }
}
