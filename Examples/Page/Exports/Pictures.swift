import Clustering

// The story's pictures: each function leaves its numbers one after the other, as Web/library.js reads them.

/// The points, then the centroids' start.
@_expose(wasm, "story")
@_cdecl("page_story")
public func story() -> Int32 {
  Page.call { page throws(ClusteringError) in
    page.output.append(page.story.points)
    page.output.append(page.story.start)
  }
}

/// At the centroids that came in: loss, radius, labels, masses, means, gradient.
@_expose(wasm, "piece")
@_cdecl("page_piece")
public func piece() -> Int32 {
  Page.call { page throws(ClusteringError) in
    let piece = try Piece(of: page.story.points, at: page.matrix(columns: 2))
    page.output = [piece.loss, piece.radius]
    page.output.append(piece.labels)
    page.output.append(contentsOf: piece.statistics.masses)
    page.output.append(piece.statistics.means)
    page.output.append(piece.gradient)
  }
}

/// One centroid's own freedom: how far it may move alone, then each point's reach.
@_expose(wasm, "freedom")
@_cdecl("page_freedom")
public func freedom(_ cluster: Int) -> Int32 {
  Page.call { page throws(ClusteringError) in
    let piece = try Piece(of: page.story.points, at: page.matrix(columns: 2))
    page.output = [try piece.radius(ofMoving: cluster)]
    page.output.append(contentsOf: try piece.reach(of: cluster))
  }
}

/// Along one coordinate: the losses, as many of the frozen loss, the borders.
@_expose(wasm, "slice")
@_cdecl("page_slice")
public func slice(_ cluster: Int, _ column: Int, _ from: Double, _ to: Double, _ count: Int) -> Int32 {
  Page.call { page throws(ClusteringError) in
    let piece = try Piece(of: page.story.points, at: page.matrix(columns: 2))
    let line = try LossLine(through: piece, of: cluster, along: column, over: from...to, count: count)
    page.output = line.losses
    page.output.append(contentsOf: line.frozen)
    page.output.append(contentsOf: line.borders)
  }
}

/// The centroids after a step.
@_expose(wasm, "step")
@_cdecl("page_step")
public func step(_ way: Int, _ rate: Double) -> Int32 {
  Page.call { page throws(ClusteringError) in
    let piece = try Piece(of: page.story.points, at: page.matrix(columns: 2))
    page.output.append((Way(rawValue: way) ?? .gradient).step(from: piece, rate: rate))
  }
}

/// A relaxation's loss, the angle and length of its gradient beside the exact one's, and the gradient.
@_expose(wasm, "relax")
@_cdecl("page_relax")
public func relax(_ relaxation: Int, _ temperature: Double) -> Int32 {
  Page.call { page throws(ClusteringError) in
    let centroids = page.matrix(columns: 2)
    let exact = try Piece(of: page.story.points, at: centroids).gradient
    let relaxed = (Relaxation(rawValue: relaxation) ?? .softmax).gradient(
      of: page.story.points, at: centroids, temperature: temperature)
    let bias = Bias(of: relaxed.gradient, from: exact.elements)
    page.output = [relaxed.loss, bias.angle, bias.length] + relaxed.gradient
  }
}

/// The question's experiment from its start: inertia, sizes.
@_expose(wasm, "beginQuestion")
@_cdecl("page_begin_question")
public func beginQuestion(_ choosesRows: Int32) -> Int32 {
  Page.call { page throws(ClusteringError) in
    page.question = try Question(choosesRows: choosesRows != 0)
    page.reportQuestion()
  }
}

/// Some steps on.
@_expose(wasm, "advanceQuestion")
@_cdecl("page_advance_question")
public func advanceQuestion(_ rule: Int, _ steps: Int) -> Int32 {
  Page.call { page throws(ClusteringError) in
    // (A library that was started again has none.)
    guard page.question != nil else { return page.refuse(Array("the experiment has not begun; press Run again".utf8)) }
    try page.question?.advance(Question.Rule(rawValue: rule) ?? .asked, steps: steps)
    page.reportQuestion()
  }
}

extension Page {
  fileprivate mutating func reportQuestion() {
    guard let question else { return }
    output = [question.inertia]
    output.append(question.counts)
  }
}
