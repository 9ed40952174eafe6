#if !canImport(ImageIO)
  import Testing
  import VectorFiles

  @testable import Pictures

  /// A library that is not there is named, with how to get it.
  @Suite struct MissingLibraryTests {
    private let names = ["libnowhere.so.1"]

    private func check(_ body: (PictureSource) throws(VectorFileError) -> Void, _ library: PictureLibrary) {
      let source = PictureSource(bytes: UnsafeRawBufferPointer(start: nil, count: 0), path: "x")
      let error = #expect(throws: VectorFileError.self) { try body(source) }
      #expect(
        error?.problem.hasPrefix("this is a \(library.format.name), and \(library.name), which reads it, is not there")
          == true)
      #expect(error?.advice == "install it (\(library.advice)), or save the picture as PPM")
      #expect(library.problem == nil, "CI has it")
    }

    @Test func eachIsNamed() {
      check({ source throws(VectorFileError) in _ = try PNGLibrary(for: source, names: names) }, .png)
      check({ source throws(VectorFileError) in _ = try JPEGLibrary(for: source, names: names) }, .jpeg)
      check({ source throws(VectorFileError) in _ = try WebPLibrary(for: source, names: names) }, .webp)
      check({ source throws(VectorFileError) in _ = try HEIFLibrary(for: source, names: names) }, .heif)
    }

    @Test func zlibIsNamed() {
      let error = #expect(throws: VectorFileError.self) { try PNGEncoder(for: "x.png", libraries: names) }
      #expect(error?.problem.hasPrefix("PNG is compressed by zlib, which is not there") == true)
    }
  }
#endif
