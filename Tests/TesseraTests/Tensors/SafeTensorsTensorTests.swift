import Tessera
import TesseraTestSupport
import Testing

@Suite struct SafeTensorsTensorTests {
  @Test func everyTypeComesBack() throws {
    let floats: Tensor<Float> = [[1.5, -2], [0.25, 3]]
    let doubles = Tensor([0.1, -.infinity], shape: [2, 1])
    let (counts, mask): (Tensor<Int>, Tensor<Bool>) = ([[1, -2, 3]], [true, false])
    var file = SafeTensorsFile()
    file.tensors["floats"] = SafeTensorsFile.Tensor(floats)
    file.tensors["doubles"] = SafeTensorsFile.Tensor(doubles)
    file.tensors["counts"] = SafeTensorsFile.Tensor(counts)
    file.tensors["mask"] = SafeTensorsFile.Tensor(mask)
    file.tensors["one"] = SafeTensorsFile.Tensor(Tensor<Double>(7))
    let folder = TemporaryFolder()
    let path = "\(folder.path)/tensors.safetensors"
    try file.write(to: path)
    let read = try SafeTensorsFile(contentsOf: path).tensors
    #expect(read["floats"].flatMap { Tensor<Float>($0) } == floats)
    #expect(read["floats"].flatMap { Tensor<Double>($0) } == Tensor<Double>(floats))
    #expect(read["doubles"].flatMap { Tensor<Double>($0) } == doubles)
    #expect(read["doubles"].flatMap { Tensor<Float>($0) } == nil)
    #expect(read["counts"].flatMap { Tensor<Int>($0) } == counts)
    #expect(read["counts"].flatMap { Tensor<Float>($0) } == nil)
    #expect(read["mask"].flatMap { Tensor<Bool>($0) } == mask)
    #expect(read["mask"].flatMap { Tensor<Int>($0) } == nil)
    #expect(read["one"].flatMap { Tensor<Double>($0) } == Tensor(7))
  }

  @Test func narrowTypesAreWidenedExactly() {
    func stored(_ type: ElementType, _ bytes: [UInt8]) -> SafeTensorsFile.Tensor {
      SafeTensorsFile.Tensor(elementType: type, shape: [bytes.count / type.byteCount], bytes: bytes)
    }
    #expect(Tensor<Float>(stored(.float16, [0x00, 0x3C, 0x00, 0xC0])) == [1, -2])
    #expect(Tensor<Double>(stored(.bfloat16, [0x80, 0x3F, 0x20, 0xC1])) == [1, -10])
    #expect(Tensor<Int>(stored(.int8, [0xFF, 0x02])) == [-1, 2])
    #expect(Tensor<Int>(stored(.uint16, [0xFF, 0xFF])) == [65535])
    #expect(Tensor<Int>(stored(.uint64, [UInt8](repeating: 0xFF, count: 8))) == nil)
    #expect(Tensor<Bool>(stored(.bool, [0, 2])) == nil)
  }
}
