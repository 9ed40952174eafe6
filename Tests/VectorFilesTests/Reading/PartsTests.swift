import Foundation
import Matrices
import Testing
import VectorFiles

/// Several files as one matrix.
struct PartsTests {
  /// A folder `p` of files, and the error or points of a path in it.
  private func withParts<Value>(
    _ files: [(String, [UInt8])], _ body: (TemporaryFolder) throws -> Value
  ) throws -> Value {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/p", withIntermediateDirectories: true)
    for (name, bytes) in files { folder.file("p/" + name, bytes) }
    return try withExtendedLifetime(folder) { try body(folder) }
  }

  private func error(_ files: [(String, [UInt8])], _ path: String = "p") throws -> VectorFileError? {
    try withParts(files) { folder throws in
      var error = failure { () throws(VectorFileError) in try VectorFileReader().read(folder.path + "/" + path) }
      error?.path.removeFirst(folder.path.utf8.count + 1)
      let shown = error?.problem.split(separator: folder.path + "/", omittingEmptySubsequences: false)
      if let shown { error?.problem = shown.joined() }
      return error
    }
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func aDirectoryIsReadInTheOrderOfItsNames() throws {
    let files = [
      ("b.csv", text("a,b\n5,6\n")), ("a.csv", text("a,b\n1,2\n3,4\n")), ("_SUCCESS", []), (".x.crc", [1]),
      ("c.csv", text("7,8\n")),
    ]
    try withParts(files) { folder throws in
      for path in ["p", "p/", "p/*.csv", "p/[abc].csv", "?/*.csv"] {
        let data = try VectorFileReader().read(folder.path + "/" + path)
        #expect(data.points == .double([[1, 2], [3, 4], [5, 6], [7, 8]]), "\(path)")
        #expect(data.columns.map(\.title) == ["a", "b"])
        let names = data.parts.map { $0.path.split(separator: "/").last ?? "" }
        #expect(names == ["a.csv", "b.csv", "c.csv"] && data.parts.map(\.rows) == [2, 1, 1])
      }
      // A file of the whole name is no pattern.
      folder.file("p/[abc].csv", "9,9\n")
      #expect(try VectorFileReader().read(folder.path + "/p/[abc].csv").points == .double([[9, 9]]))
    }
  }

  @Test func arraysAreJoinedInTheirType() throws {
    let one = npy("<f4", shape: "(1, 2)", littleEndian([1, 2] as [Float]))
    let two = npy("<f4", shape: "(2, 2)", littleEndian([3, 4, 5, 6] as [Float]))
    try withParts([("a", one), ("b", two)]) { folder throws in
      let data = try VectorFileReader().read(folder.path + "/p")
      #expect(data.points == .float([[1, 2], [3, 4], [5, 6]]) && data.elementType == .float32)
    }
    let byte = npy("|u1", shape: "(1, 2)", [1, 2])
    #expect(
      try error([("a", one), ("b", byte)])?.problem
        == "its elements are uint8 instead of float32 as the first part, p/a")
    let wide = npy("<f4", shape: "(1, 3)", littleEndian([3, 4, 5] as [Float]))
    let mixed = try error([("a", one), ("b", wide)])
    #expect(mixed?.path == "p/b" && mixed?.problem == "it has 3 columns instead of 2 as the first part, p/a")
    let other = try error([("a", one), ("b", text("1,2\n"))])
    #expect(other?.problem == "this is a table of text, while the first part, p/a, is a .npy file")
  }

  @Test func theFirstPartDecidesAboutTheColumns() throws {
    // The ids go on; in the second part they would not begin at 1, and the words are two.
    let files = [
      ("a", text("id,x,w\n1,0.5,u\n2,0.7,v\n3,0.9,u\n")), ("b", text("id,x,w\n4,1.5,u\n9,1.7,2\n")),
    ]
    try withParts(files) { folder throws in
      let data = try VectorFileReader().read(folder.path + "/p")
      #expect(data.points == .double([[0.5], [0.7], [0.9], [1.5], [1.7]]))
      #expect(data.leftAside.map(\.reason) == [.rowNumbers, .words] && data.idColumn?.name == "id")
    }
    let headings = try error([("a", text("x,y\n1,2\n")), ("b", text("x,z\n1,2\n"))])
    #expect(headings?.path == "p/b" && headings?.location == .line(1, column: 2))
    #expect(headings?.problem == "the column is called “z”, and “y” in the first part, p/a")
    let count = try error([("a", text("x,y\n1,2\n")), ("b", text("1,2,3\n"))])
    #expect(count?.problem == "the table has 3 columns instead of 2 as the first part, p/a")
    // Headings that are numbers are headings where those of the first part are.
    try withParts([("a", text("k,2019,2020\nu,1,2\n")), ("b", text("k,2019,2020\nv,3,4\n"))]) { folder throws in
      #expect(try VectorFileReader().read(folder.path + "/p").points == .double([[1, 2], [3, 4]]))
    }
  }

  @Test func placesAreThoseOfThePart() throws {
    let word = try error([("a", text("x,y\n1,2\n")), ("b", text("x,y\n1,2\n3,u\n"))])
    #expect(word?.path == "p/b" && word?.location == .line(3, column: 2))
    try withParts([("a", text("x,y\n1,2\n")), ("b", text("x,y\n1,2\n3,NA\n5,6\n"))]) { folder throws in
      var reader = VectorFileReader()
      reader.dropsBadRows = true
      let data = try reader.read(folder.path + "/p")
      #expect(data.droppedRowIndices == [2] && data.fileRows == 4 && data.parts.map(\.rows) == [1, 3])
    }
  }

  @Test func keysMayStandInAnotherOrder() throws {
    let first = text("{\"id\":1,\"e\":[1,2]}\n{\"id\":2,\"e\":[1,3]}\n")
    try withParts([("a", first), ("b", text("{\"e\":[8,2],\"id\":7}\n"))]) { folder throws in
      #expect(try VectorFileReader().read(folder.path + "/p").points == .double([[1, 2], [1, 3], [8, 2]]))
    }
    let new = try error([("a", first), ("b", text("{\"e\":[8,2],\"z\":7}\n"))])
    #expect(new?.location == .line(1, column: 13))
    #expect(new?.problem == "the key “z” is in no row of the first part, p/a")
  }

  @Test func labelsAndWeightsMayBeInParts() throws {
    try withParts([("a", text("1\n0\n")), ("b", text("2\n"))]) { folder throws in
      #expect(try VectorFileReader().readLabels(folder.path + "/p") == [1, 0, 2])
      #expect(try VectorFileReader().readWeights(folder.path + "/p/*") == [1, 0, 2])
    }
  }

  @Test func whatIsNoFileIsNamed() throws {
    let nested = try withParts([("a", text("1\n"))]) { folder throws in
      failure { () throws(VectorFileError) in try VectorFileReader().read(folder.path) }
    }
    #expect(nested?.kind == .noInput && nested?.problem.contains("it leads to another directory") == true)
    let empty = try error([(".a", text("1\n"))])
    #expect(empty?.kind == .noInput && empty?.problem == "the directory holds no files")
    let none = try error([], "p/*.npy")
    #expect(none?.kind == .noInput && none?.problem == "no file matches the pattern")
  }
}
