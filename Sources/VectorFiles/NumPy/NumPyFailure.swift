/// Makes the errors about `.npy` files.
struct NumPyFailure {
  let path: String

  func truncatedHeader(at offset: Int) -> VectorFileError {
    header(at: offset, "the file ends inside the header")
  }

  func version(_ major: UInt8, _ minor: UInt8) -> VectorFileError {
    make(.byte(6), "version \(major).\(minor) of the npy format is unknown", "write version 1.0, 2.0 or 3.0")
  }

  func header(at offset: Int, _ problem: String) -> VectorFileError {
    make(.byte(offset), "bad npy header: \(problem)", "write the file again with numpy.save")
  }

  func type(_ descr: String, _ what: String) -> VectorFileError {
    make(
      .file, "elements of type \(Excerpt.quoted(descr.utf8)) are \(what), not real numbers",
      "convert them, for example to float32")
  }

  func shape(_ shape: [Int], _ problem: String) -> VectorFileError {
    let shown = shape.prefix(8).map(String.init) + (shape.count > 8 ? ["..."] : [])
    let text = shown.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    return make(.file, "the shape (\(text)) \(problem)", "save an array with one row per point and at least one column")
  }

  func size(expected: Int, actual: Int, dataOffset: Int) -> VectorFileError {
    let counts = "\(expected) bytes of elements belong here, the file has \(actual)"
    return actual < expected
      ? make(.byte(dataOffset + actual), "the file is cut off: \(counts)", "copy or write the file again")
      : make(.byte(dataOffset + expected), "bytes follow the last element: \(counts)", "write the file again")
  }

  func make(_ location: VectorFileError.Location, _ problem: String, _ advice: String) -> VectorFileError {
    VectorFileError(kind: .badData, path: path, location: location, problem: problem, advice: advice)
  }
}
