import Clustering
import Testing
import VectorFiles

@testable import TesseraCommand

/// The pieces that reports are made of.
@Suite struct TextTests {
  @Test func objectsKeepTheirOrderAndEscapeTheirStrings() {
    let text = JSONReport.text([
      "z": "a\"b\\c\n\u{1}é", "a": .number(.infinity), "list": .integers([1, 2]),
      "rows": .array([["x": .number(0.1)], ["x": .null]]),
    ])
    #expect(
      text == """
        {
          "z": "a\\"b\\\\c\\n\\u0001é",
          "a": null,
          "list": [1,2],
          "rows": [
            {"x":0.1},
            {"x":null}
          ]
        }

        """)
  }

  @Test func numbersAreShort() {
    #expect(78.8556658259773.significant(6) == "78.8557")
    #expect(1e-9.significant(3) == "1e-09")
    #expect(28195.307.fixed(1) == "28195.3")
    #expect(4.0.significant(10) == "4")
  }

  @Test func tablesAlignToTheRight() {
    let table = TextTable(headings: ["name", "n"], rows: [["a", "10"], ["long name", "1"], ["b", ""]])
    #expect(table.text == "name        n\na          10\nlong name   1\nb\n")
  }

  @Test func theProgressLineFitsTheTerminal() {
    let entry = trace(iteration: 30, inertia: 1234.5678, certified: 0.987, seconds: 3)
    let line = ProgressLine.text(entry, maximumIterations: 300, restart: 2, restarts: 5, columns: 200)
    #expect(
      line == "[#.........]  run 2/5  30/300  inertia 1234.57  98 % certified  < 27 s left")
    #expect(ProgressLine.text(entry, maximumIterations: 300, restart: 2, restarts: 5, columns: 40).count == 39)
  }

  private func trace(iteration: Int, inertia: Double, certified: Double, seconds: Double) -> TraceEntry {
    TraceEntry(
      iteration: iteration, inertia: inertia, certifiedFraction: certified, seconds: seconds)
  }
}
