import Matrices
import Quantization
import Testing

struct QuantizationErrorTests {
  @Test func aCodeOutOfRangeIsNamedWithItsPosition() throws {
    let quantizer = try VectorQuantizer(codebook: [[1], [12]])
    #expect(throws: QuantizationError.codeOutOfRange(position: 2, code: 2, codeCount: 2)) {
      try quantizer.decode([0, 1, 2, -1])
    }
    let error = #expect(throws: QuantizationError.self) { try quantizer.decode([0, -1]) }
    #expect(error == .codeOutOfRange(position: 1, code: -1, codeCount: 2))
    #expect(
      error?.description == "code -1 at position 1 is outside 0 ..< 2; decode with the codebook that encoded")
  }

  @Test func unusableCodebooksAreNamed() {
    #expect(throws: QuantizationError.emptyCodebook(rows: 0, columns: 3)) {
      try VectorQuantizer(codebook: Matrix(rows: 0, columns: 3, elements: []))
    }
    #expect(throws: QuantizationError.codebookNotFinite(code: 1, column: 0)) {
      try VectorQuantizer(codebook: [[1, 2], [.nan, 3], [.infinity, 0]])
    }
  }
}
