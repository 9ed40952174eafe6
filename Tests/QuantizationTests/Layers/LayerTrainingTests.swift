import Autograd
import Clustering
import Quantization
import Testing

/// Every layer between two linear maps, trained by Adam on points around 16 places: errors fall, and nothing collapses.
@Suite struct LayerTrainingTests {
  private struct Model<Layer: QuantizingLayer<Float>>: TensorStructure {
    var encoder: Tensor<Float>
    var layer: Layer
    var decoder: Tensor<Float>

    var tensors: [Tensor<Float>] {
      get { [encoder, decoder] + layer.tensors }
      set {
        (encoder, decoder) = (newValue[0], newValue[1])
        layer.tensors = Array(newValue[2...])
      }
    }
  }

  private struct Course: Equatable {
    var errors: [Float] = []
    var perplexities: [Double] = []
    var codes: [Int] = []
  }

  private static func random(_ shape: [Int], _ bound: Float, _ generator: inout SeededGenerator) -> Tensor<Float> {
    Tensor((0..<shape.reduce(1, *)).map { _ in Float.random(in: -bound...bound, using: &generator) }, shape: shape)
  }

  /// Places of [2, 2, 2, 2] components -1 and 1, and points near them.
  private static let points: Tensor<Float> = {
    var generator = SeededGenerator(seed: 2)
    let places: [Float] = (0..<(192 * 4)).map { index in
      let (place, component) = (index / 4 % 16, index % 4)
      return place >> component & 1 == 1 ? 1 : -1
    }
    return Tensor(places, shape: [192, 4]) + random([192, 4], 0.3, &generator)
  }()

  private func train<Layer: QuantizingLayer<Float>>(_ layer: Layer, steps: Int = 80) throws -> Course {
    var generator = SeededGenerator(seed: 1)
    let x = Self.points
    var model = Model(
      encoder: Self.random([4, layer.dimensions], 0.8, &generator), layer: layer,
      decoder: Self.random([layer.dimensions, 4], 0.8, &generator))
    try model.layer.start(with: x.matrixProduct(model.encoder), seed: 1)
    var adam = Optimizer<Float>(.adam(), learningRate: 0.03)
    var course = Course()
    for _ in 0..<steps {
      var seen: LayerOutput<Float>?
      var error = Tensor<Float>(0)
      let (_, gradient) = valueWithGradient(at: model) { model in
        let output = model.layer.quantized(x.matrixProduct(model.encoder), using: &generator)
        seen = output
        error = output.output.matrixProduct(model.decoder).squaredError(from: x)
        return error + output.loss
      }
      course.errors.append(error.item)
      adam.step(&model, gradient)
      if let seen { model.layer.learn(from: seen, using: &generator) }
    }
    course.codes = model.layer.encoded(x.matrixProduct(model.encoder)).elements
    let usage = model.layer.usage(of: Tensor(course.codes, shape: [192, model.layer.codeCounts.count]))
    course.perplexities = usage.map { $0.perplexity / Double($0.codeCount) }
    return course
  }

  private static func book(
    _ learning: CodebookLayer<Float>.Learning = .movingAverages(decay: 0.9),
    _ gradient: CodeGradient = .straightThrough,
    metric: Metric = .euclidean, count: Int = 16, dimensions: Int = 4
  ) -> CodebookLayer<Float> {
    var generator = SeededGenerator(seed: 3)
    var layer = CodebookLayer(codes: random([count, dimensions], 1, &generator), learning: learning, metric: metric)
    layer.gradient = gradient
    layer.deadCodes = DeadCodes(below: 1)
    return layer
  }

  private static let layers: [(name: String, layer: any QuantizingLayer<Float>)] = {
    var generator = SeededGenerator(seed: 3)
    var directional = book(.gradients(weight: 0), .directional())
    directional.commitment = 0
    var gumbel = GumbelLayer(codes: random([16, 4], 1, &generator))
    gumbel.scale = 0.3
    return [
      ("averages", book()), ("gradients", book(.gradients())), ("rotated", book(.movingAverages(decay: 0.9), .rotated)),
      ("directional", directional), ("cosine", book(metric: .cosine)), ("Gumbel", gumbel),
      ("FSQ", FiniteScalarLayer<Float>(levels: [4, 4])), ("LFQ", LookupFreeLayer<Float>(bits: 4)),
      ("residual", ResidualLayer([book(count: 4), book(count: 4)])),
      ("product", ProductLayer([book(count: 4, dimensions: 2), book(count: 4, dimensions: 2)])),
    ]
  }()

  @Test(arguments: layers.map(\.name)) func trainsWithoutCollapse(name: String) throws {
    let layer = try #require(Self.layers.first { $0.name == name }).layer
    func run(_ layer: some QuantizingLayer<Float>) throws -> (Course, Course) { (try train(layer), try train(layer)) }
    let (course, again) = try run(layer)
    let (first, last) = (course.errors[0], course.errors.suffix(8).reduce(0, +) / 8)
    #expect(last < 0.6 * first && last < 0.6, "\(name): from \(first) to \(last)")
    #expect(course.perplexities.allSatisfy { $0 > 0.5 }, "\(name): \(course.perplexities)")
    #expect(course == again, "\(name): the same seed, the same bits")
  }
}
