/// Inequalities of triangles that sharpen a semidefinite bound: with X_ij = Z_ij / (r_i r_j), which is 1 / W within a cluster of
/// weight W and else 0, X_ij + X_il <= X_ii + X_jl for all i, j, l. A multiple of each that a solution violates is added to C.
///
/// Source: V. Piccialli, A. M. Sudoso and A. Wiegele, *SOS-SDP: an exact solver for minimum sum-of-squares clustering* (2022),
/// DOI 10.1287/ijoc.2022.1166.
struct TriangleCuts {
  private struct Triangle {
    let corner: Int
    let first: Int
    let second: Int
    var multiplier = 0.0
  }

  private var triangles: [Triangle] = []

  var isEmpty: Bool { triangles.isEmpty }

  /// How many are kept of n rows.
  static func most(_ n: Int) -> Int { 20 * n }

  /// C with the multiples added, which first follow what Z violates.
  mutating func tilted(_ costs: [Double], by z: [Double], _ roots: [Double], _ penalty: Double) -> [Double] {
    let n = roots.count
    var tilted = costs
    for index in triangles.indices {
      let (i, j, l) = (triangles[index].corner, triangles[index].first, triangles[index].second)
      let excess =
        z[i * n + j] / (roots[i] * roots[j]) + z[i * n + l] / (roots[i] * roots[l])
        - z[i * n + i] / (roots[i] * roots[i]) - z[j * n + l] / (roots[j] * roots[l])
      // Many triangles share a pair: each takes a small step.
      let multiplier = max(0, triangles[index].multiplier + 0.05 * excess / penalty)
      triangles[index].multiplier = multiplier
      func add(_ row: Int, _ column: Int, _ sign: Double) {
        let half = sign * multiplier / (roots[row] * roots[column]) / 2
        tilted[row * n + column] += half
        tilted[column * n + row] += half
      }
      add(i, j, 1)
      add(i, l, 1)
      add(i, i, -1)
      add(j, l, -1)
    }
    return tilted
  }

  /// The sum of the magnitudes of all that is added to elements.
  func reach(_ roots: [Double]) -> Double {
    triangles.reduce(0) { sum, triangle in
      let (i, j, l) = (1 / roots[triangle.corner], 1 / roots[triangle.first], 1 / roots[triangle.second])
      return sum + triangle.multiplier * (i * j + i * l + i * i + j * l)
    }
  }

  /// Takes up those that Z violates most, and leaves out those that count no more.
  ///
  /// - Complexity: O(n^3) at most.
  mutating func add(from z: [Double], _ roots: [Double]) {
    let n = roots.count
    triangles.removeAll { $0.multiplier == 0 }
    let known = Set(triangles.map { ($0.corner * n + $0.first) * n + $0.second })
    let least = 0.01 / roots.reduce(0) { $0 + $1 * $1 }
    var found: [(excess: Double, key: Int, triangle: Triangle)] = []
    for i in 0..<n {
      let own = z[i * n + i] / (roots[i] * roots[i])
      for j in 0..<n where j != i {
        let first = z[i * n + j] / (roots[i] * roots[j]) - own
        guard first > -own / 2 else { continue }
        for l in 0..<j where l != i {
          let excess = first + z[i * n + l] / (roots[i] * roots[l]) - z[j * n + l] / (roots[j] * roots[l])
          let key = (i * n + j) * n + l
          if excess > least, !known.contains(key) {
            found.append((excess, key, Triangle(corner: i, first: j, second: l)))
          }
        }
      }
    }
    found.sort { $0.excess != $1.excess ? $0.excess > $1.excess : $0.key < $1.key }
    triangles += found.prefix(min(5 * n, Self.most(n) - triangles.count)).map { $0.triangle }
  }
}
