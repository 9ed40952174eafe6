import Autograd

extension ReferenceOperations {
  static var matrices: Table {
    [
      "solve": two { x, b in forced { () throws(LinearAlgebraError) in try x.solve(b) } },
      "triangular_solve": called {
        $0.x.triangularSolve(
          $0.y, isLower: $0.attributes.flag("lower"), isTransposed: $0.attributes.flag("transposed"),
          hasUnitDiagonal: $0.attributes.flag("unit"))
      },
      "inverse": one { x in forced { () throws(LinearAlgebraError) in try x.inverse() } },
      "det": one { x in forced { () throws(LinearAlgebraError) in try x.determinant() } },
      "slogdet": one { x in forced { () throws(LinearAlgebraError) in try x.logDeterminant().logMagnitude } },
      "cholesky": one { x in forced { () throws(LinearAlgebraError) in try x.cholesky() } },
      "lstsq": two { x, b in forced { () throws(LinearAlgebraError) in try x.leastSquares(b) } },
      "qr": { call in
        let (q, r) = forced { () throws(LinearAlgebraError) in try call.x.qr() }
        return [.real(q), .real(r)]
      },
      "eigh": { call in
        let (values, vectors) = forced { () throws(LinearAlgebraError) in try call.x.symmetricEigen() }
        return [.real(values), .real(vectors)]
      },
      "svd": { call in
        let (u, values, v) = forced { () throws(LinearAlgebraError) in try call.x.singularValueDecomposition() }
        return [.real(u), .real(values), .real(v)]
      },
      "diagonal": called { $0.x.diagonal(offset: $0.attributes.integer("offset") ?? 0) },
      "diag_embed": called { $0.x.diagonalMatrix(offset: $0.attributes.integer("offset") ?? 0) },
      "trace": one { $0.trace() },
      "tril": called { $0.x.lowerTriangle(offset: $0.attributes.integer("offset") ?? 0) },
      "triu": called { $0.x.upperTriangle(offset: $0.attributes.integer("offset") ?? 0) },
    ]
  }

  /// The cases hold no matrix that is refused.
  private static func forced<Result>(_ body: () throws(LinearAlgebraError) -> Result) -> Result {
    do { return try body() } catch { preconditionFailure(error.description) }
  }
}
