import Matrices
import Testing
import VectorFiles

/// Tensors as points.
struct SafeTensorsDataTests {
  private func path(_ tensors: [SafeTensorsFile.Key: SafeTensorsFile.Tensor], in folder: TemporaryFolder) throws
    -> String
  {
    var file = SafeTensorsFile()
    file.tensors = tensors
    try file.write(to: folder.path + "/x")
    return folder.path + "/x"
  }

  private func tensor(_ type: ElementType, _ shape: [Int], _ bytes: [UInt8]) -> SafeTensorsFile.Tensor {
    SafeTensorsFile.Tensor(elementType: type, shape: shape, bytes: bytes)
  }

  @Test func theOnlyTensorIsReadInItsType() throws {
    let folder = TemporaryFolder()
    let halves = tensor(.float16, [1, 2], [0, 0x3C, 0, 0xC0])
    #expect(try VectorFileReader().read(path(["a": halves], in: folder)).points == .float([[1, -2]]))
    let brains = tensor(.bfloat16, [1, 2], [0x80, 0x3F, 0, 0xC0])
    #expect(try VectorFileReader().read(path(["a": brains], in: folder)).points == .float([[1, -2]]))
    let integers = tensor(.int64, [2], littleEndian([1, -5] as [Int64]))
    let data = try VectorFileReader().read(path(["a": integers], in: folder))
    #expect(data.points == .double([[1], [-5]]) && data.elementType == .int64)
    #expect(try VectorFileReader().readLabels(folder.path + "/x") == [1, -5])
    let doubles = SafeTensorsFile.Tensor([[1, 2], [3, 4]] as Matrix<Double>)
    #expect(try VectorFileReader().read(path(["a": doubles], in: folder)).points == .double([[1, 2], [3, 4]]))
  }

  @Test func aTensorIsNamedWhereThereAreSeveral() throws {
    let folder = TemporaryFolder()
    let one = SafeTensorsFile.Tensor([[1, 2]] as Matrix<Float>)
    let two = SafeTensorsFile.Tensor([[3, 4, 5]] as Matrix<Float>)
    let file = try path(["b": one, "a": two, "y": tensor(.uint8, [1], [7])], in: folder)
    let error = failure { () throws(VectorFileError) in try VectorFileReader().read(file) }
    #expect(
      error?.problem
        == "this is a safetensors file of several matrices: a (1 x 3, float32), b (1 x 2, float32), y (1, uint8)")
    #expect(try VectorFileReader().read(file + ":b").points == .float([[1, 2]]))
    #expect(try VectorFileReader().readLabels(file) == [7])
    let bad = tensor(.float32, [1, 1], [0, 0, 0xC0, 0x7F])
    let row = try path(["b": bad, "y": tensor(.uint8, [1], [7])], in: folder)
    let place = failure { () throws(VectorFileError) in try VectorFileReader().read(row) }
    #expect(place?.location == .row(0, column: 0) && place?.path == row + ":b")
  }

  @Test func shapesThatAreNoMatricesAreErrors() throws {
    let folder = TemporaryFolder()
    for (shape, problem) in [([1, 1, 1], "(1, 1, 1) has 3 dimensions"), ([], "() has 0 dimensions")] {
      let file = try path(["a": tensor(.uint8, shape, [7])], in: folder)
      #expect(
        failure { () throws(VectorFileError) in try VectorFileReader().read(file) }?.problem.contains(problem) == true)
    }
    for (shape, problem) in [([0, 2], "no rows"), ([2, 0], "no columns"), ([0], "no rows")] {
      let file = try path(["a": tensor(.uint8, shape, [])], in: folder)
      #expect(
        failure { () throws(VectorFileError) in try VectorFileReader().read(file) }?.problem.contains(problem) == true)
    }
  }
}
