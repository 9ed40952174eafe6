/// One of the matrices of a file, by its name.
struct NamedArray {
  let name: String
  let content: Content

  enum Content {
    /// Numbers: their type and extents.
    case numbers(ElementType, [Int])
    /// An array that cannot be used.
    case other
    /// A file of any format.
    case file
  }

  /// `X (150 x 4 float64)`.
  var title: String {
    switch content {
    case .numbers(let type, let shape):
      let extents = shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: " x ")
      return "\(name) (\(extents), \(type.rawValue))"
    case .other: return "\(name) (no numbers)"
    case .file: return name
    }
  }

  /// The extents, if they are those of numbers and none is 0; without those of 1 behind the second.
  var shape: [Int]? {
    guard case .numbers(_, let shape) = content, !shape.contains(0) else { return nil }
    return (3...4).contains(shape.count) && shape[2...].allSatisfy { $0 == 1 } ? Array(shape.prefix(2)) : shape
  }

  var isFile: Bool { if case .file = content { true } else { false } }
}

/// Which matrix of a file is read.
struct ArrayChoice {
  /// What it is read as.
  enum Purpose { case points, column }

  let file: MappedFile
  /// What a message calls the file.
  let format: String
  let arrays: [NamedArray]
  let purpose: Purpose

  /// The one that was asked for; else the only one that may be meant.
  func index(of member: String?) throws(VectorFileError) -> Int {
    if let member {
      let found = arrays.firstIndex { $0.name.utf8.elementsEqual(member.utf8) }
      if let found { return found }
      throw file.failure(.file, "this is \(format) without “\(member)”", "it holds \(list)")
    }
    if arrays.count == 1 { return 0 }
    guard !arrays.isEmpty else {
      throw file.failure(.file, "this is \(format) that holds nothing", "write one row per point")
    }
    let fitting = fitting
    if fitting.count == 1 { return fitting[0] }
    let name = arrays[fitting.first ?? 0].name
    let option = purpose == .points ? ", or --member \(name)" : ""
    throw file.failure(
      .file, "this is \(format) \(fitting.isEmpty ? "without" : "of several") \(plural): \(list)",
      "name one: \(file.path):\(name)\(option)")
  }

  /// What to say where others were passed over.
  func note(_ index: Int, of member: String?) -> String? {
    guard member == nil, arrays.count > 1 else { return nil }
    return "the points are \(arrays[index].title), one of \(arrays.count) arrays (--member decides)"
  }

  private var plural: String {
    arrays.contains(where: \.isFile) ? "files" : purpose == .points ? "matrices" : "columns"
  }

  /// Points are a matrix or, where there is none, a column.
  private var fitting: [Int] {
    func indices(_ isFitting: ([Int]) -> Bool) -> [Int] {
      arrays.indices.filter { arrays[$0].shape.map(isFitting) ?? false }
    }
    // Of files, nothing is known.
    if arrays.contains(where: \.isFile) { return Array(arrays.indices) }
    let columns = indices { $0.count == 1 || ($0.count == 2 && $0[1] == 1) }
    if purpose == .column { return columns }
    let matrices = indices { $0.count == 2 }
    return matrices.isEmpty ? columns : matrices
  }

  private var list: String {
    arrays.prefix(20).map(\.title).joined(separator: ", ") + (arrays.count > 20 ? ", ..." : "")
  }
}
