import Autograd
import Testing

struct TensorDescriptionTests {
  @Test func shapesAreNestedLists() {
    #expect("\(Tensor<Double>([2.5], shape: []))" == "2.5")
    #expect("\(Tensor<Double>([1, 2, 3], shape: [3]))" == "[3] of Double\n[1.0, 2.0, 3.0]")
    #expect("\(Tensor<Int>([1, -2], shape: [1, 2]))" == "[1, 2] of Int\n[[ 1, -2]]")
    #expect("\(Tensor<Bool>([true, false], shape: [2]))" == "[2] of Bool\n[ true, false]")
    #expect(
      "\(Tensor<Double>([1, 2, 3, 4], shape: [2, 1, 2]))" == "[2, 1, 2] of Double\n[[[1.0, 2.0]],\n\n [[3.0, 4.0]]]")
    #expect("\(Tensor<Double>([], shape: [0, 2]))" == "[0, 2] of Double\n[[]]")
  }
}
