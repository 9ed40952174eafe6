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

  /// In whatever order the rows stand.
  @Test func classesCountFromOneAndMaySkipOne() throws {
    func reasons(_ label: (Int) -> Int) throws -> [LeftAsideColumn.Reason] {
      let rows = text(label).split(separator: "\n")
      let found = try read(rows.joined(separator: "\n")).leftAside.map(\.reason)
      let mixed = rows.indices.map { rows[$0 * 7 % rows.count] }
      #expect(try read(mixed.joined(separator: "\n")).leftAside.map(\.reason) == found)
      return found
    }
    #expect(try reasons { $0 < 30 ? 1 : 0 } == [.classes])
    #expect(try reasons { [1, 2, 3, 5, 6][$0 / 12] } == [.classes])
    #expect(try reasons { [1, 2, 4, 6, 7][$0 / 12] } == [])
    // Cylinders of cars.
    #expect(try reasons { [3, 4, 5, 6, 8][$0 / 12] } == [])
  }

  /// Marks of the stages of a disease, of which the last may look like a class.
  @Test func columnsOfMarksStayTogether() throws {
    let rows = text { $0 % 3 == 2 ? 1 : 0 }.split(separator: "\n")
    let marked = rows.indices.map { "\(rows[$0].dropLast(2)),\($0 % 3 == 1 ? 1 : 0),\(rows[$0].suffix(1))\n" }.joined()
    let data = try read(marked)
    #expect(data.leftAside == [] && data.columns.count == 6)
    #expect(!data.notes.contains { $0.contains("“column 6”") })
    #expect(try read(marked.replacing(",1,", with: ",2,")).leftAside.map(\.column.index) == [5])
  }

  /// Where all other numbers have fractions, twenty rows are enough.
  @Test func aClassAmongFractionsNeedsFewerRows() throws {
    func text(_ rows: Int, _ fraction: String) -> String {
      (0..<rows).map { "\($0 * 7 % 19)\(fraction),\($0 * 5 % 17).5,\($0 * 3 % 23).5,\($0 % 3)\n" }.joined()
    }
    #expect(try read(text(21, ".5")).leftAside.map(\.column.index) == [3])
    #expect(try read(text(19, ".5")).leftAside == [])
    #expect(try read(text(21, "")).leftAside == [])
  }

  @Test func numbersThatRiseNameTheRows() throws {
    func text(_ id: (Int) -> Int) -> String { (0..<30).map { "\(id($0)),\($0 * 7 % 10).5\n" }.joined() }
    #expect(try read(text { 100 + 3 * $0 + $0 % 2 }).leftAside.map(\.reason) == [.ids])
    let mixed = try read(text { 100 + $0 * 7 % 30 })
    #expect(mixed.leftAside == [])
    #expect(mixed.notes.contains { $0.hasPrefix("“column 1” holds another whole number in every row") })
  }
}
