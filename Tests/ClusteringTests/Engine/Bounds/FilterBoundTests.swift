import TesseraKernels
import Testing

@testable import Clustering

/// The error bounds of scores at rows and centroids made to break them: nothing false comes out, but with less of a bound
/// it does.
struct FilterBoundTests {
  @Test(arguments: Kernels.all.indices)
  func scoresInLanesNeedTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    let float = tightness { BoundTrial<Float>.vanishingProducts(64).lanes(kernels, share: $0) }
    let double = tightness { BoundTrial<Double>.vanishingProducts(64).lanes(kernels, share: $0) }
    report("lane score", kernels, min(float, double))
    #expect(float < 1 && float >= 0.6 && double < 1 && double >= 0.6)
    for d in [1, 2, 3, 8, 33] {
      #expect(BoundTrial<Float>.vanishingProducts(d).lanes(kernels))
      #expect(BoundTrial<Double>.vanishingProducts(d).lanes(kernels))
    }
  }

  @Test(arguments: Kernels.all.indices)
  func scoresInBlocksAreGoodTo(_ table: Int) {
    let kernels = Kernels.all[table]
    let share = tightness { BoundTrial<Double>.vanishingProducts(8).blocks(kernels, share: $0) }
    report("block score", kernels, share)
    #expect(share < 1 && share >= 0.2)
  }

  @Test(arguments: Kernels.all.indices)
  func scoresOfSingleRowsNeedTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    let share = tightness { BoundTrial<Float>.vanishingProducts(256).singleRows(kernels, isNarrow: false, share: $0) }
    report("single row's Float score", kernels, share)
    #expect(share < 1 && share >= 0.8)
    guard kernels.hasNarrowRows else { return }
    let narrow = tightness { BoundTrial<Float>.alignedCodes(64).singleRows(kernels, isNarrow: true, share: $0) }
    report("single row's eight-bit score", kernels, narrow)
    #expect(narrow < 1 && narrow >= 0.9)
  }

  @Test(arguments: Kernels.all.indices.filter { Kernels.all[$0].hasNarrowRows })
  func eightBitsNeedTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    for d in [16, 23, 64, 65] {
      let share = tightness { BoundTrial<Float>.alignedCodes(d).narrow(kernels, share: $0) }
      report("eight-bit score, \(d) dimensions", kernels, share)
      #expect(share < 1 && share >= 0.85, "\(d) dimensions")
      #expect(BoundTrial<Double>.alignedCodes(d).narrow(kernels))
    }
    let challenged = tightness { BoundTrial<Float>.alignedCodes(64).narrow(kernels, share: $0, movers: [1]) }
    report("eight-bit score of a challenger", kernels, challenged)
    #expect(challenged < 1 && challenged >= 0.85)
    let refined = tightness {
      BoundTrial<Float>.alignedCodes(64, isCoded: false, decoys: 6).narrow(kernels, refined: $0)
    }
    report("eight-bit score with residuals", kernels, refined)
    #expect(refined < 1 && refined >= 0.85)
  }

  @Test(arguments: Kernels.all.indices.filter { Kernels.all[$0].hasShortCentroids })
  func sixteenBitsNeedTheirBound(_ table: Int) {
    let kernels = Kernels.all[table]
    for d in [20, 64, 70] {
      let reach = BoundTrial<Float>.shortReach(d)
      let share = tightness { BoundTrial<Float>.alignedShortCodes(d).short(kernels, rowReach: reach, share: $0) }
      let double = tightness { BoundTrial<Double>.alignedShortCodes(d).short(kernels, rowReach: reach, share: $0) }
      report("sixteen-bit distance, \(d) dimensions", kernels, share)
      #expect(share < 1 && share >= 0.85 && double == share, "\(d) dimensions")
    }
  }
}
