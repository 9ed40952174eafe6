import Autograd
import Clustering
import Quantization
import Testing

/// What vector-quantize-pytorch 1.32.0 computes, by `Benchmarks/quantising_layers.py cases`; mostly in single precision.
private enum Peer {
  static let vectors: [Double] = [
    0, 1.487497216, -0.383311653, -1.388722023, 0.7411700267, 1.197730669, -1.049812031, -0.9272056684, 1.288742722,
    0.5951108597, -1.442096238, -0.2234985387, 1.49968935, -0.1629548931, -1.457697669, 0.538587531, 1.318909592,
    -0.87845601,
  ]
  static let codes: [Double] = [
    1, 0.6216099683, -0.2272020947, -0.904072142, -0.8967584163, -0.2107957994, 0.6346928759, 0.9998586364,
    0.6083513145, -0.2435441537, -0.9111302619, -0.8891911526,
  ]
  static let cotangent: [Double] = [
    0.8414709848, 0.999573603, 0.8084964038, 0.3349881502, -0.255541102, -0.7568024953, -0.9936910036, -0.8834546557,
    -0.4646021794, 0.1165492049, 0.6569865987, 0.967919672, 0.9407305567, 0.5849171929, 0.02477542545, -0.5440211109,
    -0.9227754216, -0.9791777292,
  ]
  static let nearest = [2, 2, 1, 3, 0, 0]
  static let straightThrough: [Double] = [
    0.8238406279, 1.01311912, 0.780950211, 0.2787821815, -0.2627268962, -0.7404308459, -0.9977393332, -0.8843004121,
    -0.4229483314, 0.1398451772, 0.6422375435, 0.9864111335, 0.9546108164, 0.563123724, -0.009405007352, -0.5568381239,
    -0.9034059881, -0.9972681159,
  ]
  static let rotated: [Double] = [
    0.1258415154, 1.320464472, -0.2396958094, 0.381824698, 0.3530489971, -0.1188712437, -0.6364928397, -0.4978148833,
    0.5567369017, -0.4215657588, 0.7848143364, 0.3310726591, 0.5486672124, -0.03631895788, -0.3732840823, -0.2178174038,
    -0.8867366309, -0.4851898503,
  ]
  static let directional0: [Double] = [
    0.5099027993, 1.254319573, 0.2904444298, -0.1397342218, -0.3162331842, -0.6185255751, -1.027383796, -0.8904935824,
    -0.1179321754, -0.1143335186, 0.8031621686, 0.784653702, 0.9447876496, 0.57854713, 0.0147847485, -0.4432730425,
    -1.075028759, -0.8369783325,
  ]
  static let directional1: [Double] = [
    -0.104805164, 0.1586234123, -0.1322087198, 0.03369279206, 0.007038926706, -0.3466700017, 0.8062905669,
    -0.1940538734, 0.3797750473, 0.2308827192, -0.1461755633, 0.1832659692,
  ]
  static let averages: [Double] = [
    1.045039543, 0.5962989199, -1.136500528, -1.057839853, -0.9465799157, 1.133518989, -0.6242737314, 1.136417565,
    0.4314778861, 0.5051567489, -1.411777893, -0.312297581,
  ]
  static let directions = [2, 2, 1, 3, 0, 0]
  static let cosine0: [Double] = [
    0.4767085016, 0.7509791255, 0.456923753, 0.4767085016, 0.7509791255, 0.456923753, -0.7004404068, -0.6947740316,
    -0.1633165032, -0.1878909618, -0.7029244304, -0.6859987378, 0.833906889, 0.5183648467, -0.1894654036, 0.833906889,
    0.5183648467, -0.1894654036,
  ]
  static let cosine1: [Double] = [
    0.5391796721, 0.1648624476, 0.6397729622, -0.1196698691, 0.01094435668, -0.145525047, -0.3244167435, -0.2884728465,
    -0.4718166384, 0.2481060556, 0.01527154365, 0.5620957216, 0.236068894, 0.2938455382, 0.2100205307, -0.2600785552,
    -0.3669683832, -0.710420534,
  ]
  static let levels = [76, 145, 129, 86, 23, 78]
  static let finiteScalars0: [Double] = [
    0, 1, -0.5, -0.75, 0.5, 0.5, -0.75, -0.5, 0.5, 0.5, -1, 0, 0.75, 0, -1, 0.5, 1, -0.5,
  ]
  static let finiteScalars1: [Double] = [
    0.7220121425, 0.1849440291, 0.6061434213, 0.08297246363, -0.1543187979, -0.09479095612, -0.4200831429,
    -0.4139926208, -0.04921986712, 0.06176851662, 0.1318913141, 0.7158343238, 0.1144644189, 0.570225665, 0.006559017839,
    -0.3089348292, -0.2301450227, -0.5606957525,
  ]
  static let signs = [2, 6, 4, 1, 1, 3]
  static let lookupFree0: [Double] = [0.3538839221]
  static let lookupFree1: [Double] = [
    0.9318839908, 0.8787999153, 0.9129436016, 0.4513652325, -0.3999755085, -0.8866581917, -0.8670097589, -0.7259356976,
    -0.583052516, -0.006790749729, 0.7936923504, 1.053319454, 0.8322517872, 0.7066007853, 0.1344993263, -0.6577188373,
    -1.051924109, -0.8581927419,
  ]
  // The peer's gradient of the output is 2.0 times the cotangent.
  static let residualCodes = [2, 3, 2, 1, 1, 2, 3, 0, 0, 3, 0, 0]
  static let residual0: [Double] = [
    0.5372751877, 0.6354065239, 0.252674818, 0.2730639875, 0.6411552429, 0.5240329728, -0.6501950026, -0.496814996,
    0.03254471719, 0.1564558595, -0.6624862552, -0.9800719917, 0.9025823399, 0.257157892, -0.5828785598, 1.400000006,
    0.8702539802, -0.3180829287,
  ]
  static let residual1: [Double] = [0.3309748478]
  static let residual2: [Double] = [
    -0.03255466765, 0.03721470249, -0.04521248373, -0.1023666912, -0.004407605758, 0.0350854743, -0.01514880263,
    -0.01280105288, 0.07654823701, 0.03548083351, -0.03640488808, 0.03950739069, 0.03046656557, -0.03346326845,
    -0.0584809636, -0.03674513733, 0.03183208942, -0.03365630566,
  ]
}

/// Values and gradients beside the peer's.
@Suite struct PeerLayerTests {
  private let x = Tensor(Peer.vectors, shape: [6, 3])
  private let codes = Tensor(Peer.codes, shape: [4, 3])
  private let cotangent = Tensor(Peer.cotangent, shape: [6, 3])
  private var generator = SeededGenerator(seed: 1)

  private func agrees(_ tensor: Tensor<Double>, _ expected: [Double], within tolerance: Double = 1e-6) -> Bool {
    tensor.count == expected.count && zip(tensor.elements, expected).allSatisfy { ($0 - $1).magnitude < tolerance }
  }

  /// The gradient of output times cotangent plus loss, and what came out.
  private mutating func passed(
    _ layer: some QuantizingLayer<Double>, at x: Tensor<Double>? = nil, outputs: Double = 1, losses: Double = 1
  ) throws -> (output: LayerOutput<Double>, slopes: Tensor<Double>) {
    var output: LayerOutput<Double>?
    let slopes = gradient(at: x ?? self.x) { [cotangent] x in
      let made = layer.quantized(x, using: &generator)
      output = made
      return (made.output * cotangent).sum() * outputs + made.loss * losses
    }
    return (try #require(output), slopes)
  }

  @Test mutating func straightThroughAndRotated() throws {
    var layer = CodebookLayer(codes: codes)
    let straight = try passed(layer)
    #expect(straight.output.codes.elements == Peer.nearest && agrees(straight.slopes, Peer.straightThrough))
    layer.gradient = .rotated
    #expect(agrees(try passed(layer).slopes, Peer.rotated))
  }

  @Test mutating func directional() {
    var layer = CodebookLayer(codes: codes, learning: .gradients(weight: 0))
    (layer.commitment, layer.gradient) = (0, .directional(spread: 0))
    let (_, slopes) = valueWithGradients(at: [x, codes]) { [cotangent] inputs in
      var layer = layer
      layer.tensors = [inputs[1]]
      return (layer.quantized(inputs[0], using: &generator).output * cotangent).sum()
    }
    #expect(agrees(slopes[0], Peer.directional0) && agrees(slopes[1], Peer.directional1))
  }

  /// The peer counts the start as a vector per code and batch: two in all before, with a decay of 1/2.
  @Test func averages() {
    var book = MovingAverageCodebook(codes: codes, decay: 0.5)
    book.update(.concatenated([codes, codes], alongAxis: 0))
    for factor in [1, 0.7, 1.2] { book.update(x * factor) }
    #expect(agrees(book.codes, Peer.averages))
  }

  @Test mutating func cosine() throws {
    let (output, slopes) = try passed(CodebookLayer(codes: codes, metric: .cosine))
    #expect(output.codes.elements == Peer.directions)
    #expect(agrees(output.output, Peer.cosine0) && agrees(slopes, Peer.cosine1))
  }

  @Test mutating func finiteScalars() throws {
    let (output, slopes) = try passed(FiniteScalarLayer(levels: [8, 5, 4]))
    #expect(output.codes.elements == Peer.levels)
    #expect(agrees(output.output, Peer.finiteScalars0) && agrees(slopes, Peer.finiteScalars1))
  }

  @Test mutating func lookupFree() throws {
    var layer = LookupFreeLayer<Double>(bits: 3)
    (layer.entropyWeight, layer.commitment, layer.diversity, layer.temperature) = (0.3, 0.7, 0.9, 0.5)
    let (output, slopes) = try passed(layer, at: x * 0.2)
    #expect(output.codes.elements == Peer.signs)
    #expect(agrees(output.loss, Peer.lookupFree0) && agrees(slopes, Peer.lookupFree1))
  }

  /// The loss and its gradient are the peer's; the output's gradient is the cotangent, and the peer's twice that.
  @Test mutating func residual() throws {
    let layer = ResidualLayer([CodebookLayer(codes: codes), CodebookLayer(codes: codes * 0.4)])
    let (output, slopes) = try passed(layer, outputs: 0)
    #expect(output.codes.elements == Peer.residualCodes && agrees(output.output, Peer.residual0))
    #expect(agrees(output.loss, Peer.residual1) && agrees(slopes, Peer.residual2))
    #expect(agrees(try passed(layer, losses: 0).slopes, Peer.cotangent, within: 1e-14))
  }
}
