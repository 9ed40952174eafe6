import Matrices
import Testing

struct DescriptionTests {
  @Test func columnsStandBelowEachOther() {
    #expect("\([[0, -10.5], [2, 3]] as Matrix<Double>)" == "2 x 2 of Double\n[[  0.0, -10.5],\n [  2.0,   3.0]]")
    #expect("\(NumericMatrix.float([[0.5]]))" == "1 x 1 of Float\n[[0.5]]")
    #expect("\(Matrix<Float>(rows: 0, columns: 3, elements: []))" == "0 x 3 of Float\n[[]]")
  }

  @Test func ofLargeMatricesOnlyCornersAreShown() {
    let wide = Matrix<Float>(rows: 2, columns: 501, elements: (0..<1002).map(Float.init))
    #expect(
      "\(wide)" == """
        2 x 501 of Float
        [[   0.0,    1.0,    2.0, ...,  498.0,  499.0,  500.0],
         [ 501.0,  502.0,  503.0, ...,  999.0, 1000.0, 1001.0]]
        """)
    let tall = Matrix<Float>(rows: 1001, columns: 1, elements: (0..<1001).map(Float.init))
    #expect(
      "\(tall)" == """
        1001 x 1 of Float
        [[   0.0],
         [   1.0],
         [   2.0],
         ...,
         [ 998.0],
         [ 999.0],
         [1000.0]]
        """)
  }

  @Test func rowsMakeAMatrix() async {
    #expect(Matrix([[0, 1], [2, 3]] as [[Float]]) == [[0, 1], [2, 3]])
    #expect(Matrix([] as [[Double]]).rows == 0)
    await #expect(processExitsWith: .failure) { _ = Matrix([[0, 1], [2]] as [[Float]]) }
  }
}
