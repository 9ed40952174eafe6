import Autograd
import Clustering
import Quantization
import Testing

@Suite struct DeadCodesTests {
  private let far = Tensor([0.0, 100, 200, 300], shape: [4, 1])
  private let batch = Tensor([1.0, -1, 2, 0.5, .nan], shape: [5, 1])
  private let nearest = Tensor([0, 0, 0, 0, 0], shape: [5])

  private func replaced(
    _ rule: DeadCodes, seed: UInt64, after updates: Int = 1
  ) -> (codes: [Int], book: MovingAverageCodebook<Double>) {
    var generator = SeededGenerator(seed: seed)
    var book = MovingAverageCodebook(codes: far, decay: 0.5)
    for _ in 0..<updates { book.update(batch, codes: nearest) }
    return (book.replaceDeadCodes(rule, from: batch, codes: nearest, using: &generator), book)
  }

  @Test func deadCodesTakeThePlacesOfDifferentRows() {
    for seed in 0..<20 as Range<UInt64> {
      let (codes, book) = replaced(DeadCodes(below: 1), seed: seed)
      #expect(codes == [1, 2, 3])
      let places = Array(book.codes.elements[1...])
      #expect(Set(places).count == 3 && Set(places).isSubset(of: [1, -1, 2, 0.5]), "seed \(seed)")
      // As many vectors per batch as the threshold says.
      #expect(book.weights == [4, 1, 1, 1])
      #expect(replaced(DeadCodes(below: 1), seed: seed).book.codes == book.codes)
    }
    #expect(Set((0..<20).map { replaced(DeadCodes(below: 1), seed: $0).book.codes.elements }).count > 5)
  }

  @Test func theThresholdIsOfVectorsPerBatch() {
    // Four vectors per batch, however many batches: below 4 it lives.
    #expect(replaced(DeadCodes(below: 4), seed: 1, after: 1).codes == [1, 2, 3])
    #expect(replaced(DeadCodes(below: 4), seed: 1, after: 9).codes == [1, 2, 3])
    #expect(replaced(DeadCodes(below: 4.001), seed: 1, after: 9).codes == [0, 1, 2, 3])
  }

  @Test func aReplacedCodeHasTimeToFindItsOwn() {
    var generator = SeededGenerator(seed: 1)
    var book = MovingAverageCodebook(codes: far, decay: 0.5)
    let rule = DeadCodes(below: 1)
    book.update(batch, codes: nearest)
    #expect(book.replaceDeadCodes(rule, from: batch, codes: nearest, using: &generator) == [1, 2, 3])
    #expect(book.replaceDeadCodes(rule, from: batch, codes: nearest, using: &generator) == [])
    book.update(batch, codes: nearest)
    #expect(book.replaceDeadCodes(rule, from: batch, codes: nearest, using: &generator) == [1, 2, 3])
  }

  @Test func whereRowsAreFewTheLastCodesWait() {
    var generator = SeededGenerator(seed: 1)
    var book = MovingAverageCodebook(codes: far, decay: 0.5)
    let single = Tensor([3.0], shape: [1, 1])
    book.update(single)
    let codes = book.replaceDeadCodes(
      DeadCodes(below: 5), from: single, codes: Tensor([0], shape: [1]), using: &generator)
    #expect(codes == [0] && book.codes.elements == [3, 100, 200, 300])
  }

  /// Rows on their codes are never drawn; far ones mostly.
  @Test func bySquaredDistanceThinPlacesAreDrawn() {
    var far = 0
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var book = MovingAverageCodebook(codes: Tensor([0.0, 50], shape: [2, 1]), decay: 0)
      let rows = Tensor([0.0, 0, 0, 1, 3], shape: [5, 1])
      let codes = Tensor([0, 0, 0, 0, 0], shape: [5])
      // (The mean of the batch is not taken: distances are to 0.)
      let replaced = book.replaceDeadCodes(
        DeadCodes(below: 0.1, draw: .squaredDistance), from: rows, codes: codes, using: &generator)
      #expect(replaced == [0, 1])
      #expect(Set(book.codes.elements) == [1, 3])
      if book.codes.elements[0] == 3 { far += 1 }
    }
    // 9 of 10 by their squares; five standard deviations are 21.
    #expect(far > 159 && far < 200)
  }

  @Test func gradientsAndAveragesReplaceAlike() throws {
    for learning in [.movingAverages(), .gradients()] as [CodebookLayer<Double>.Learning] {
      var layer = CodebookLayer(codes: far, learning: learning)
      layer.deadCodes = DeadCodes(below: 0.5)
      var generator = SeededGenerator(seed: 3)
      let output = layer.quantized(Tensor([1.0, -1, 2, 0.5], shape: [4, 1]), using: &generator)
      layer.learn(from: output, using: &generator)
      let codes = layer.codes.elements
      #expect(Set(codes[1...]).isSubset(of: [1, -1, 2, 0.5]) && Set(codes[1...]).count == 3, "\(learning)")
    }
  }
}
