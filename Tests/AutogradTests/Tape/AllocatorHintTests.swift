#if canImport(Glibc)
  import Autograd
  import Glibc
  import Testing

  /// What a gradient does to the allocator of its process, each in a process of its own.
  @Suite struct AllocatorHintTests {
    @Test func theFirstGradientMovesLargeBlocksToTheHeap() async {
      await #expect(processExitsWith: .success) {
        let before = Self.largeBlocksAreMapped
        _ = gradient(at: Tensor<Double>([3], shape: [1])) { $0.square().sum() }
        exit(before && !Self.largeBlocksAreMapped ? 0 : 1)
      }
    }

    @Test func whereItIsNotAllowedNothingChanges() async {
      await #expect(processExitsWith: .success) {
        AllocatorHint.isAllowed = false
        _ = gradient(at: Tensor<Double>([3], shape: [1])) { $0.square().sum() }
        exit(Self.largeBlocksAreMapped ? 0 : 1)
      }
    }

    /// Mapped blocks begin 16 bytes into a page. None is freed: that is what glibc learns from.
    private static var largeBlocksAreMapped: Bool {
      (1...4).allSatisfy { UInt(bitPattern: malloc(($0 << 20) + 48)) % 4096 == 16 }
    }
  }
#endif
