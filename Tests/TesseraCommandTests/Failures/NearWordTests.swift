import Testing

@testable import TesseraCommand

/// What may have been meant by a word that does not exist.
@Suite struct NearWordTests {
  @Test func slipsAreLettersLeftOutPutInOrReplaced() {
    #expect(NearWord.slips("points", "points") == 0)
    #expect(NearWord.slips("pionts", "points") == 2)
    #expect(NearWord.slips("", "ab") == 2 && NearWord.slips("ab", "") == 2)
    #expect(NearWord.slips("kitten", "sitting") == 3)
  }

  @Test(
    arguments: [
      ("--init", "--initializer"), ("--out", "--output"), ("--colums", "--columns"), ("--n_clusters", "--clusters"),
      ("--labels-file", "--labels-output"), ("--k", "-k"), ("-K", "-k"), ("-n", nil), ("--metric", nil), ("--x", nil),
      ("--number-of-clusters", "--clusters"),
    ] as [(String, String?)])
  func optionsThatAreNear(_ word: String, _ near: String?) {
    let options = ["-k", "--clusters", "-o", "--output", "--labels-output", "--initializer", "--columns", "--missing"]
    #expect(NearWord.option(word, among: options) == near)
  }

  @Test(
    arguments: [
      ("iris.cvs", "iris.csv"), ("d/irs.csv", "d/iris.csv"), ("d/iris.npy", "d/iris.csv"), ("d/iris", "d/iris.csv"),
      ("zz", nil), ("d/.npy", nil),
    ] as [(String, String?)])
  func filesThatAreNear(_ path: String, _ near: String?) {
    #expect(NearWord.file(path, among: ["iris.csv", "d/iris.csv", "d/more.npy"]) == near)
  }

  @Test func theFirstUnknownWordIsNamed() {
    func problem(_ arguments: String...) -> String? { UnknownWord(in: arguments)?.problem }
    #expect(problem("fit", "x.csv", "-k2", "--seed=3") == nil)
    #expect(problem("--help") == nil && problem("help", "fitt") == nil && problem() == nil)
    // Not what stands behind --.
    #expect(problem("fit", "--", "--bad") == nil)
    #expect(problem("assign", "--labels-out=l", "--x") == "Unknown option '--labels-out'.")
    #expect(
      problem("Fit")?.hasSuffix("palettize, palette, estimate, demo and doctor. Did you mean 'fit'?") == true
    )
  }
}
