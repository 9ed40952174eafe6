import Testing

@testable import TesseraCommand

@Suite struct DemoTests {
  @Test func theFirstPartIsAboutTheQuestionsOwnNumbers() {
    #expect(
      ArgmaxStory().text == """
        1. argmax is frozen

        x                   -0.0627  0.1373  0.0616 -1.7994  0.8853 -0.0656  1.0034  0.6974 -0.2919 -0.0456
        argmax of x         6
        x[0] nudged by 0.01  argmax is still 6, so that its gradient is zero
        gradient of argmax        0       0       0       0       0       0       0       0       0       0
        gradient of max           0       0       0       0       0       0       1       0       0       0  \
        (the value moves with x[6])

        """)
  }

  /// Two of the mini-batches will do.
  @Test func everyPartIsSaidAsSoonAsItIsKnown() throws {
    var parts: [String] = []
    #expect(throws: CancellationError.self) {
      try QuestionStory(steps: 2).tell { text in
        parts.append(text)
        // What comes later has not been computed yet: it is not waited for.
        if parts.count == 1 { throw CancellationError() }
      }
    }
    #expect(parts.count == 1 && parts[0].hasPrefix("\n2. The rest is differentiable"))
  }
}
