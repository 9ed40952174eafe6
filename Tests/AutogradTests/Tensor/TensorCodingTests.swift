import Autograd
import Foundation
import Testing

@Suite struct TensorCodingTests {
  @Test func textIsShapeAndElements() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let x: Tensor<Double> = [[1, 2.5], [-3, 0.1]]
    let text = try String(decoding: encoder.encode(x), as: UTF8.self)
    #expect(text == #"{"elements":[1,2.5,-3,0.1],"shape":[2,2]}"#)
    #expect(try JSONDecoder().decode(Tensor<Double>.self, from: Data(text.utf8)) == x)
    let mask: Tensor<Bool> = [true, false]
    #expect(try JSONDecoder().decode(Tensor<Bool>.self, from: encoder.encode(mask)) == mask)
    #expect(
      try JSONDecoder().decode(Tensor<Int>.self, from: Data(#"{"shape":[0,9],"elements":[]}"#.utf8)).shape == [0, 9])
  }

  @Test func whatDoesNotFillTheShapeIsThrown() {
    for text in [
      #"{"shape":[2],"elements":[1]}"#, #"{"shape":[-1],"elements":[]}"#, #"{"shape":[0,-1],"elements":[]}"#,
      #"{"shape":[4611686018427387904,4],"elements":[]}"#, #"{"shape":[0],"elements":[1]}"#, #"{"elements":[1]}"#,
    ] {
      #expect(throws: DecodingError.self, "\(text)") {
        try JSONDecoder().decode(Tensor<Double>.self, from: Data(text.utf8))
      }
    }
  }
}
