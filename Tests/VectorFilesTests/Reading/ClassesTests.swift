import Foundation
import Testing

@testable import VectorFiles

@Suite struct ClassesTests {
  private func classes(
    _ text: String, rows: Int, column: String? = nil, named name: String = "labels.csv"
  ) throws -> [String] {
    try withFile(text, name) { path in
      try VectorFileReader().readClasses(path, rows: rows, column: column.flatMap { ColumnSelection($0) })
    }
  }

  private func withFile<Value>(_ text: String, _ name: String, _ body: (String) throws -> Value) throws -> Value {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) {
      let url = folder.url.appending(path: name)
      try text.write(to: url, atomically: true, encoding: .utf8)
      return try body(url.path)
    }
  }

  @Test func wordsAreClassesAsTheyAreWritten() throws {
    #expect(try classes("b\na b\n\"NA\"\n7\n", rows: 4) == ["b", "a b", "NA", "7"])
    #expect(try classes("\"a, b\"\r\nc\r\n", rows: 2) == ["a, b", "c"])
  }

  @Test func wordsOverWordsAreAHeadingWhereThereIsOneTooMany() throws {
    #expect(try classes("kind\na\nb\n", rows: 2) == ["a", "b"])
    #expect(try classes("kind\na\nb\n", rows: 3) == ["kind", "a", "b"])
    // What is a class below is none.
    #expect(try classes("a\nb\na\n", rows: 2) == ["a", "b", "a"])
    // Neither: whoever asked says what is wrong.
    #expect(try classes("kind\na\nb\n", rows: 7) == ["a", "b"])
  }

  @Test func numbersAreLabelsAsBefore() throws {
    #expect(try classes("label\n3\n-1\n3.0\n", rows: 3) == ["3", "-1", "3"])
    #expect(throws: VectorFileError.self) { _ = try classes("1.5\n2\n", rows: 2) }
  }

  @Test func aColumnIsFoundByNameOrPlace() throws {
    let table = "x;kind\n1;a b\n2;\"c;d\"\n"
    #expect(try classes(table, rows: 2, column: "kind") == ["a b", "c;d"])
    #expect(try classes(table, rows: 2, column: "2") == ["a b", "c;d"])
    #expect(try classes(table, rows: 2, column: "x") == ["1", "2"])
  }

  @Test(arguments: ["a\nNA\nb\n", "a\n?\nb\n", "a\n\"\"\nb\n"]) func missingLabelsAreNamed(_ text: String) throws {
    let error = try #require(throws: VectorFileError.self) { _ = try classes(text, rows: 3) }
    #expect(error.location == .line(2, column: 1) && error.problem == "the label is missing")
  }
}
