public import Matrices
internal import Refusals

extension Tensor {
  /// A single value.
  public init(_ value: Element) { self.init([value], shape: []) }

  /// A tensor of equal elements.
  public init(repeating value: Element, shape: [Int]) {
    let count = Shape.count(of: shape)
    self.init([Element](writing: count) { MovingWords.fill($0, value, count) }, shape: shape)
  }
}

extension Tensor where Element: TensorScalar {
  /// All zeros.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(.zeros(Shape.count(of: shape)), shape: shape) }

  /// All ones.
  public static func ones(_ shape: [Int]) -> Tensor {
    // An extent of -1 would stay what it is.
    _ = Shape.count(of: shape)
    return Tensor(1).broadcast(to: shape)
  }

  /// The matrix's elements, [rows, columns].
  public init(_ matrix: Matrix<Element>) {
    self.init(matrix.elements, shape: [matrix.rows, matrix.columns])
  }

  /// Whole numbers as constants: their gradient is zero, like that of everything that moves in steps.
  public init(_ indices: Tensor<Int>) {
    let numbers = [Element](writing: indices.count) { Element.loops.integers(indices.elements, $0, indices.count) }
    self = Tensor(numbers, shape: indices.shape).behind(indices.link)
  }

  /// 1 where the condition holds, else 0; constants.
  public init(_ condition: Tensor<Bool>) {
    let block = RowBlock(columns: condition.count, target: RowBlock.Place(step: 1))
    let (zero, one) = (0 as Element, 1 as Element)
    let numbers = [Element](writing: condition.count) { out in
      withUnsafePointer(to: one) { one in
        withUnsafePointer(to: zero) { Element.loops.choose(condition.elements, one, $0, out, block) }
      }
    }
    self = Tensor(numbers, shape: condition.shape).behind(condition.link)
  }
}

extension Matrix where Scalar: TensorScalar {
  /// The elements of a tensor of rank 2.
  public init(_ tensor: Tensor<Scalar>) {
    require(tensor.rank == 2, "a matrix has rank 2, not shape \(tensor.shape)")
    self.init(rows: tensor.shape[0], columns: tensor.shape[1], elements: tensor.elements)
  }
}
