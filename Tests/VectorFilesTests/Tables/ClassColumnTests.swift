import Testing
import VectorFiles

/// Columns of few whole numbers: classes where much says so, else points with a note.
struct ClassColumnTests {
  /// Rows of `width` numbers of which most differ, and the number of a class.
  private func text(
    rows: Int = 60, width: Int = 4, heading: String = "", isFirst: Bool = false, _ label: (Int) -> Int
  ) -> String {
    heading
      + (0..<rows).map { row in
        let numbers = (1...width).map { "\((row * (7 + 4 * $0) + $0) % 97)" }.joined(separator: ",")
        return isFirst ? "\(label(row)),\(numbers)\n" : "\(numbers),\(label(row))\n"
      }.joined()
  }

  @Test func aClassInNoOrderAtEitherEndOfAFileWithoutHeadingsIsLeftAside() throws {
    #expect(try read(text { $0 * 7 % 3 }).leftAside.map(\.column.index) == [4])
    #expect(try read(text(isFirst: true) { $0 * 7 % 3 + 1 }).leftAside.map(\.column.index) == [0])
    #expect(try read(text { $0 % 2 * 2 + 2 }).leftAside.map(\.reason) == [.classes])
  }

  @Test func whatMayBeAnythingIsPointsWithANote() throws {
    let few = text(rows: 48) { $0 * 7 % 3 }
    let rare = text { $0 < 58 ? 0 : 1 }
    let large = text { $0 % 2 * 100 }
    let named = text(heading: "a,b,c,d,e\n") { $0 * 7 % 3 }
    for other in [few, rare, large, named] {
      let data = try read(other)
      #expect(data.leftAside == [], "\(other.prefix(30))")
      #expect(data.notes.count { $0.contains("different whole numbers: if that is a class") } == 1)
    }
    // All columns are of the kind.
    let grades = (0..<60).map { row in (1...5).map { "\(row * (3 + $0) % 5)" }.joined(separator: ",") + "\n" }.joined()
    #expect(try read(grades).leftAside == [])
    // Words follow: it is not at the end.
    let origin = text { $0 * 7 % 3 }.split(separator: "\n").map { "\($0),w\n" }.joined()
    #expect(try read(origin).leftAside.map(\.column.index) == [5])
  }

  @Test(arguments: ["Type", "y", "Customer_Segment", "seedType"]) func aNameThatMayBeAClassIsOneAtTheEnd(name: String)
    throws
  {
    #expect(try read(text(heading: "a,b,c,d,\(name)\n") { $0 * 7 % 3 }).leftAside.map(\.column.name) == [name])
    let inside = text(heading: "a,\(name),c,d,e\n") { $0 * 7 % 90 }
    #expect(try read(inside).leftAside == [])
  }

  @Test func sortedClassesMayFallOrSkipOne() throws {
    let fractions = (0..<60).map { "\($0 * 7 % 10).5," }
    func read(_ label: (Int) -> Int) throws -> [LeftAsideColumn.Reason] {
      try VectorFilesTests.read(fractions.indices.map { fractions[$0] + "\(label($0))\n" }.joined()).leftAside.map(
        \.reason)
    }
    #expect(try read { $0 < 30 ? 1 : 0 } == [.classes])
    #expect(try read { [1, 2, 3, 5, 6][$0 / 12] } == [.classes])
    #expect(try read { [1, 2, 4, 6, 7][$0 / 12] } == [])
  }

  @Test func numbersThatRiseNameTheRows() throws {
    func text(_ id: (Int) -> Int) -> String { (0..<30).map { "\(id($0)),\($0 * 7 % 10).5\n" }.joined() }
    #expect(try read(text { 100 + 3 * $0 }).leftAside.map(\.reason) == [.ids])
    let mixed = try read(text { 100 + $0 * 7 % 30 })
    #expect(mixed.leftAside == [])
    #expect(mixed.notes.contains { $0.hasPrefix("“column 1” holds another whole number in every row") })
  }
}
