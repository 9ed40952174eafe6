#if os(Linux)
  import Autograd
  import CLibrary
  import Testing

  /// Where operators stand in the source, found on the stack.
  @Suite struct OperatorPlaceTests {
    /// Files come and go in every process that maps its data.
    @Test func filesThatAreUnmappedMeanwhileEndNothing() async throws {
      let file = open(#filePath, O_RDONLY)
      try #require(file >= 0)
      defer { close(file) }
      let mapping = Task.detached {
        while !Task.isCancelled {
          let pages = mmap(nil, 4096, PROT_READ, MAP_PRIVATE, file, 0)
          munmap(pages, 4096)
        }
      }
      let x = Tensor([0.5, 1.5], shape: [2])
      // (One of them matters, and is looked up.)
      let audit = gradientAudit(at: [x]) { inputs in
        _ = (0..<1000).map { _ in inputs[0] .> 1 }
        return Tensor<Double>(inputs[0] .> 1).sum() + inputs[0].sum()
      }
      #expect(audit.inputs[0].cuts.count == 1)
      // (Which line it was, optimised builds need not know.)
      #if DEBUG
        #expect(audit.inputs[0].cuts.map(\.place) == ["OperatorPlaceTests.swift:\(#line - 5)"])
      #endif
      mapping.cancel()
      await mapping.value
    }
  }
#endif
