import Foundation
import Testing

/// What goes wrong with files and data, with the place named and nothing half-written.
@Suite struct FailureTests {
  private func expectFailure(
    _ code: Int32, _ message: String, _ arguments: [String], in tool: Tool,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try tool.files
    let finished = try tool.run(arguments)
    #expect(finished.exitCode == code, sourceLocation: location)
    #expect(finished.output == "", sourceLocation: location)
    #expect(finished.errors.hasPrefix("error: " + message), "\(finished.errors)", sourceLocation: location)
    #expect(finished.errors.hasSuffix("\n"), sourceLocation: location)
    #expect(try tool.files == before, sourceLocation: location)
  }

  @Test func inputsAreNamedWithThePlace() throws {
    try Tool.withTool { tool throws in
      try tool.write("1,2\n3,x\n", to: "word.csv")
      try tool.write("1,2\n3,4\n1,2\n", to: "two.csv")
      try tool.write("1,2,3\n4,5,6\n", to: "wide.csv")
      try tool.write("1\n2\n", to: "short.csv")
      try tool.write("1\n-2\n3\n", to: "negative.csv")
      try expectFailure(66, "missing.npy:", ["fit", "missing.npy", "-k", "2"], in: tool)
      try expectFailure(65, "word.csv:2:2:", ["fit", "word.csv", "-k", "2"], in: tool)
      try expectFailure(
        65, "two.csv: 3 clusters need 3 distinct rows, but the data have only 2;", ["fit", "two.csv", "-k", "3"],
        in: tool)
      try expectFailure(65, "./wide.csv:", ["fit", "two.csv", "-k", "2", "--initializer", "./wide.csv"], in: tool)
      try expectFailure(65, "./two.csv:", ["fit", "two.csv", "-k", "2", "--initializer", "./two.csv"], in: tool)
      try expectFailure(65, "short.csv:", ["fit", "two.csv", "-k", "2", "--weights", "short.csv"], in: tool)
      try tool.write("1e308\n1e308\n1e308\n", to: "huge.csv")
      try expectFailure(
        65, "huge.csv: the sum of the weights exceeds the range of float64;",
        ["fit", "two.csv", "-k", "2", "--weights", "huge.csv"], in: tool)
      try tool.write("1e300\n1e-300\n1\n", to: "apart.csv")
      try expectFailure(
        65, "apart.csv:2:1: the weight cannot be held beside the largest;",
        ["fit", "two.csv", "-k", "2", "--weights", "apart.csv"], in: tool)
      try tool.write("1\n2\n1e300\n4\n", to: "fill.csv")
      try expectFailure(
        65, "fill.csv:3:1: the value is so large that", ["fit", "fill.csv", "-k", "3"], in: tool)
      try expectFailure(65, "negative.csv:2:", ["fit", "two.csv", "-k", "2", "--weights", "negative.csv"], in: tool)
      try expectFailure(65, "wide.csv:", ["assign", "two.csv", "--model", "wide.csv", "-o", "l.npy"], in: tool)
      try expectFailure(
        65, "short.csv: there are 2 labels", ["evaluate", "two.csv", "--model", "two.csv", "--labels", "short.csv"],
        in: tool)
    }
  }

  @Test func outputsAreCheckedBeforeTheWork() throws {
    try Tool.withTool { tool throws in
      try tool.write(FitTests.square, to: "points.csv")
      try expectFailure(
        73, "nowhere/model.npy:", ["fit", "points.csv", "-k", "2", "-o", "nowhere/model.npy"], in: tool)
      try expectFailure(
        73, "nowhere/l.npy:", ["fit", "points.csv", "-k", "2", "-o", "m.npy", "--labels-output", "nowhere/l.npy"],
        in: tool)
    }
  }

  #if os(Linux)
    @Test func aFullDiskBehindStandardOutputIsAnError() throws {
      try Tool.withTool { tool throws in
        try tool.write(FitTests.square, to: "points.csv")
        try expectFailure(
          74, "/dev/full:", ["fit", "points.csv", "-k", "2", "--quiet", "--labels-output", "/dev/full"], in: tool)
      }
    }
  #endif

  @Test func divergenceNamesTheStepAndTheCure() throws {
    try Tool.withTool { tool throws in
      let finished = try tool.run(
        "fit", Tool.example("iris.csv"), "-k", "3", "--solver", "gradient", "--learning-rate", "1")
      #expect(finished.exitCode == 65)
      #expect(finished.errors.contains("diverged at step") && finished.errors.contains("lower the learning rate"))
    }
  }

  @Test func aBrokenModelIsRefused() throws {
    try Tool.withTool { tool throws in
      try tool.write("no model", to: "m.safetensors")
      try expectFailure(
        65, "m.safetensors:", ["assign", Tool.example("iris.csv"), "--model", "m.safetensors", "-o", "l.npy"], in: tool)
    }
  }
}
