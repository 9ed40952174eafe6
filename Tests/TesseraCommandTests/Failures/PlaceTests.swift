import Testing

/// An error that a fit finds names the line and the column of the text, both counted from 1.
@Suite struct PlaceTests {
  @Test(arguments: [
    ("x,y\n1,1\n\n2,2\n3,1e300\n4,4\n", "p.csv", [], "p.csv:5:2: the value is so large"),
    // Rows and columns that were left out count.
    ("name,x,y\na,1,1\nb,2\nc,3,1e300\nd,4,4\n", "p.csv", ["--drop-bad-rows"], "p.csv:4:3: the value is so large"),
    ("1 1:5 2:2\n2 2:1 3:1e300\n1 1:2\n1 1:3\n", "p.svm", [], "p.svm:2:3: the value is so large"),
    ("{\"x\":1}\n{\"x\":1e300}\n{\"x\":3}\n{\"x\":4}\n", "p.jsonl", [], "p.jsonl:2:6: the value is so large"),
  ])
  func aNumberBeyondAllMeasure(_ text: String, _ name: String, _ options: [String], _ expected: String) throws {
    try Tool.withTool { tool throws in
      try tool.write(text, to: name)
      for command in ["fit", "compare", "choose"] {
        let finished = try tool.run([command, name, "-k", "3"] + options)
        #expect(finished.exitCode == 65)
        #expect(finished.errors.contains("error: \(expected)"), "\(command): \(finished.errors)")
      }
    }
  }

  @Test func thePartIsNamed() throws {
    try Tool.withTool { tool throws in
      _ = try tool.shell("mkdir p")
      try tool.write("x\n1\n2\n", to: "p/a.csv")
      try tool.write("x\n3\n1e300\n5\n", to: "p/b.csv")
      let finished = try tool.run("fit", "p", "-k", "3")
      #expect(finished.errors.hasPrefix("error: p/b.csv:3:1: the value is so large"), "\(finished.errors)")
    }
  }

  @Test func theWeightIsNamed() throws {
    try Tool.withTool { tool throws in
      try tool.write("x\n1\n2\n\n4\n", to: "p.csv")
      try tool.write("w\n1e300\n1\n1e-300\n", to: "w.csv")
      let finished = try tool.run("fit", "p.csv", "-k", "2", "--weights", "w.csv")
      #expect(finished.errors.hasPrefix("error: w.csv:4:1: the weight cannot be held"), "\(finished.errors)")
    }
  }

  @Test func filesWithoutLinesKeepTheirRows() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.shell(#"printf '1\n2\n1e300\n4\n' | "$TESSERA" fit - -k 3"#)
      #expect(finished.errors.hasPrefix("error: standard input: row 2, column 0 is so large"), "\(finished.errors)")
    }
  }
}
