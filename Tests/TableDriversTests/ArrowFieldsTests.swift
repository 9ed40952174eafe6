import CArrowInterface
import Testing

@testable import TableDrivers

/// Which columns have the values of which others as they are.
struct ArrowFieldsTests {
  private func field(_ format: String) -> ArrowField {
    var schema = ArrowSchema(exporting: format, "x")
    defer { schema.release(&schema) }
    return ArrowField(schema)
  }

  @Test func narrowNumbersFitIntoWiderOnes() {
    for (wide, narrow) in [("l", "i"), ("i", "s"), ("g", "f"), ("g", "i"), ("f", "s"), ("l", "I"), ("U", "u")] {
      #expect(field(wide).holds(field(narrow)), "\(narrow) in \(wide)")
      #expect(!field(narrow).holds(field(wide)) || wide == "U", "\(wide) in \(narrow)")
    }
  }

  @Test func othersDoNot() {
    for (own, other) in [("l", "g"), ("g", "l"), ("l", "U"), ("U", "l"), ("f", "i"), ("i", "I"), ("b", "c")] {
      #expect(!field(own).holds(field(other)), "\(other) in \(own)")
    }
    for format in ["c", "l", "g", "U", "b", "Z"] { #expect(field(format).holds(field(format))) }
  }
}
