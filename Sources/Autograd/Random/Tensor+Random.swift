internal import Refusals

// Random tensors, which always say where their numbers come from: a generator, or a seed.
//
// Element i takes the i-th word of the generator (integers now and then one more), and what becomes of it is plain arithmetic: the
// same seed gives the same bits on every machine, in every version, and the Float tensor is the Double one rounded.
extension Tensor where Element: TensorScalar {
  /// Numbers that are equally likely everywhere in a range: low + (high - low) u, with u a multiple of 2^-53 in 0 ..< 1.
  ///
  /// ```swift
  /// var generator = SystemRandomNumberGenerator()
  /// let weights = Tensor<Float>.uniform([3, 4], in: -0.1..<0.1, using: &generator)
  /// ```
  ///
  /// - Precondition: the range is not empty, and its bounds and width are finite.
  public static func uniform(
    _ shape: [Int], in range: Range<Element> = 0..<1, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    require(low < high && (high - low).isFinite, "a range of random numbers is finite and not empty, not \(range)")
    return drawn(shape, &generator) { generator in
      // Rounding may reach the upper bound, which is not in the range.
      Swift.min(Element(low + (high - low) * generator.nextShare()), range.upperBound.nextDown)
    }
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func uniform(_ shape: [Int], in range: Range<Element> = 0..<1, seed: UInt64) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return uniform(shape, in: range, using: &generator)
  }

  /// Normally distributed numbers, by the quantiles of shares (k + 1/2) 2^-53: within 8.3 standard deviations.
  ///
  /// - Precondition: the standard deviation is not negative, and both are finite.
  public static func normal(
    _ shape: [Int], mean: Element = 0, standardDeviation: Element = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    require(
      mean.isFinite && standardDeviation.isFinite && standardDeviation >= 0,
      "a normal distribution has a finite mean and deviation, not \(mean) and \(standardDeviation)")
    return drawn(shape, &generator) { generator in
      let share = (Double(generator.next() >> 12) + 0.5) * 0x1p-52
      return Element(Double(mean) + Double(standardDeviation) * NormalQuantile.value(at: share))
    }
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func normal(
    _ shape: [Int], mean: Element = 0, standardDeviation: Element = 1, seed: UInt64
  ) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return normal(shape, mean: mean, standardDeviation: standardDeviation, using: &generator)
  }
}

extension Tensor<Int> {
  /// Whole numbers of a range, each equally likely.
  ///
  /// - Precondition: the range is not empty.
  public static func integers(
    _ shape: [Int], in range: Range<Int>, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    require(!range.isEmpty, "there is no whole number in \(range)")
    // (A range may have more numbers than an Int can count.)
    let bound = UInt64(UInt(bitPattern: range.upperBound &- range.lowerBound))
    return drawn(shape, &generator) { generator in
      range.lowerBound &+ Int(truncatingIfNeeded: generator.next(below: bound))
    }
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func integers(_ shape: [Int], in range: Range<Int>, seed: UInt64) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return integers(shape, in: range, using: &generator)
  }

  /// The numbers 0 ..< `count` in an order that is any of all with the same chance: Fisher and Yates from the last place down.
  ///
  /// - Precondition: the count is not negative.
  public static func permutation(_ count: Int, using generator: inout some RandomNumberGenerator) -> Tensor {
    var order = Array(0..<Shape.count(of: [count]))
    for place in order.indices.reversed() where place > 0 {
      order.swapAt(place, Int(truncatingIfNeeded: generator.next(below: UInt64(place + 1))))
    }
    return Tensor(order, shape: [count])
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func permutation(_ count: Int, seed: UInt64) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return permutation(count, using: &generator)
  }
}

extension Tensor<Bool> {
  /// Truth values that hold with a probability, which is right to 2^-53.
  ///
  /// - Precondition: the probability is within 0 ... 1.
  public static func bernoulli(
    _ shape: [Int], probability: Double = 0.5, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    require(probability >= 0 && probability <= 1, "a probability lies within 0 ... 1, not \(probability)")
    return drawn(shape, &generator) { $0.nextShare() < probability }
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func bernoulli(_ shape: [Int], probability: Double = 0.5, seed: UInt64) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return bernoulli(shape, probability: probability, using: &generator)
  }

  /// Truth values each of which holds with a probability of its own; constants, as every draw.
  ///
  /// - Precondition: all probabilities are within 0 ... 1.
  public static func bernoulli<Scalar: TensorScalar>(
    _ probabilities: Tensor<Scalar>, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    let truths = probabilities.elements.map { probability in
      require(probability >= 0 && probability <= 1, "a probability lies within 0 ... 1, not \(probability)")
      return generator.nextShare() < Double(probability)
    }
    let link = StepTrace.note("bernoulli", of: probabilities, severs: true, truths)
    return Tensor(truths, shape: probabilities.shape).behind(link)
  }

  /// The same by a seed: the numbers of SplitMix64.
  public static func bernoulli<Scalar: TensorScalar>(_ probabilities: Tensor<Scalar>, seed: UInt64) -> Tensor {
    var generator = SplitMixGenerator(seed: seed)
    return bernoulli(probabilities, using: &generator)
  }
}

extension Tensor {
  /// One element after the other.
  fileprivate static func drawn<Generator: RandomNumberGenerator>(
    _ shape: [Int], _ generator: inout Generator, _ draw: (inout Generator) -> Element
  ) -> Tensor {
    let count = Shape.count(of: shape)
    let elements = [Element](writing: count) { out in for index in 0..<count { out[index] = draw(&generator) } }
    return Tensor(elements, shape: shape)
  }
}
