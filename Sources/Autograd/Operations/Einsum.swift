internal import Refusals

extension Tensor where Element: TensorScalar {
  /// Sums of products by Einstein's convention: `"ij,jk->ik"` is a matrix product.
  ///
  /// Letters name dimensions; those that the result lacks are summed over, a letter that an operand holds twice means its
  /// diagonal, and `...` stands for further dimensions, which broadcast. Without an arrow the result holds those and, in
  /// alphabetical order, the letters that occur once. Operands are multiplied from left to right, and letters that are
  /// not needed any more are summed over at once.
  ///
  /// - Precondition: as many terms as operands, one letter per dimension, equal extents per letter.
  /// - Complexity: time and memory of the largest intermediate product.
  public static func einsum(_ equation: String, _ operands: [Tensor]) -> Tensor {
    require(!operands.isEmpty, "\(equation): there is nothing to multiply")
    let (terms, result) = parsed(equation, operands.map { $0.rank })

    var (product, letters) = operands[0].diagonal(terms[0], equation)
    for (index, operand) in operands.enumerated().dropFirst() {
      let (next, own) = operand.diagonal(terms[index], equation)
      let all = letters + own.filter { !letters.contains($0) }
      let both = product.aligned(letters, to: all) * next.aligned(own, to: all)
      let needed = Set(terms[(index + 1)...].joined()).union(result)
      (product, letters) = both.summingOut(all) { !needed.contains($0) }
    }
    (product, letters) = product.summingOut(letters) { !result.contains($0) }
    return product.transposed(
      permutation: result.map { letter in
        guard let place = letters.firstIndex(of: letter) else {
          refuse("\(equation): the letter \(letter) is in no operand")
        }
        return place
      })
  }

  /// The letters of each term and of the result; dimensions behind `...` get letters of their own, aligned at the last.
  private static func parsed(_ equation: String, _ ranks: [Int]) -> (terms: [[Character]], result: [Character]) {
    let sides = equation.filter { $0 != " " }.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let texts = sides[0].split(separator: ",", omittingEmptySubsequences: false)
    require(texts.count == ranks.count, "\(equation) has \(texts.count) terms for \(ranks.count) operands")
    require(sides.count == 1 || sides[1].first == ">", "\(equation): a result stands behind ->")
    for text in texts + sides.dropFirst().map({ $0.dropFirst() }) {
      let (letters, dots) = (text.filter { $0 != "." }, text.drop { $0 != "." }.prefix(3))
      require(
        letters.allSatisfy { $0.isLetter } && letters.count + dots.count == text.count
          && (dots.isEmpty || dots == "..."),
        "\(equation): dimensions are letters or ..., not \(text)")
    }
    let further = zip(texts, ranks).map { text, rank in text.contains(".") ? rank - (text.count - 3) : 0 }
    let most = further.max() ?? 0
    require(further.allSatisfy { $0 >= 0 }, "\(equation): a term has more letters than its operand dimensions")
    require(most <= 32, "\(equation): ... stands for \(most) dimensions")
    let names = (0..<most).map { Character(UnicodeScalar(UInt8($0))) }
    func letters(_ text: some StringProtocol, _ count: Int) -> [Character] {
      guard let dots = text.firstIndex(of: ".") else { return Array(text) }
      return text[..<dots] + names.suffix(count) + text[text.index(dots, offsetBy: 3)...]
    }
    let terms = zip(texts, further).map { letters($0, $1) }
    if sides.count == 2 { return (terms, letters(sides[1].dropFirst(), most)) }
    let counts = Dictionary(terms.joined().map { ($0, 1) }, uniquingKeysWith: +)
    return (terms, names + counts.filter { $0.value == 1 && !names.contains($0.key) }.keys.sorted())
  }

  /// Without letters that come twice.
  private func diagonal(_ letters: [Character], _ equation: String) -> (Tensor, [Character]) {
    require(letters.count == rank, "\(equation): \(letters.count) letters for shape \(shape)")
    var distinct: [Character] = []
    for letter in letters where !distinct.contains(letter) { distinct.append(letter) }
    guard distinct.count < letters.count else { return (self, letters) }
    for (letter, extent) in zip(letters, shape) {
      let first = shape[letters.firstIndex(of: letter) ?? 0]
      require(extent == first, "\(equation): the letter \(letter) stands for \(first) and \(extent)")
    }
    let extents = distinct.map { letter in shape[letters.firstIndex(of: letter) ?? 0] }
    // One step along a letter is one along each of its dimensions.
    let steps = distinct.map { letter in
      zip(letters, Shape.strides(of: shape)).reduce(0) { $0 + ($1.0 == letter ? $1.1 : 0) }
    }
    return (seen(StridedView(shape: extents, strides: steps, offset: 0)), distinct)
  }

  /// With a dimension for each of `all`, in this order; those that are missing have extent 1.
  private func aligned(_ letters: [Character], to all: [Character]) -> Tensor {
    let present = all.filter(letters.contains)
    let ordered = transposed(permutation: present.compactMap { letters.firstIndex(of: $0) })
    return ordered.reshaped(
      to: all.map { letter in present.firstIndex(of: letter).map { ordered.shape[$0] } ?? 1 })
  }

  private func summingOut(_ letters: [Character], _ isDone: (Character) -> Bool) -> (Tensor, [Character]) {
    let axes = letters.indices.filter { isDone(letters[$0]) }
    return (axes.isEmpty ? self : sum(alongAxes: axes), letters.filter { !isDone($0) })
  }
}
