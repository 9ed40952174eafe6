/// What a subscript takes of one axis: an index, a range, or ``AxisRange``.
///
/// ```swift
/// x[1..., 0..<3]          // rows from the second on, of each the first three columns
/// x[.rest, -1]            // the last index of the last axis, of however many before it
/// x[.all, .every(2)]      // every second column
/// ```
///
/// - Indices: an axis disappears; negative ones count from the end.
/// - Ranges: `a..<b`, `a...b`, `a...`, `..<b`, `...b` lie within the axis. In those that are open on one side a negative bound counts
///   from the end.
/// - ``AxisRange``: all, every n-th, however many axes, or a new one.
///
/// What lies beyond an axis ends the program with a message; `slice(from:to:alongAxis:step:)` leaves it out instead, as Python does.
public protocol AxisIndex {
  /// What is taken.
  var axisRange: AxisRange { get }
}

/// What a subscript takes of an axis that stays, or of several: everything but an index.
public protocol AxisSlices: AxisIndex {}

/// What a subscript takes of an axis, beyond indices and ranges.
public struct AxisRange: AxisSlices, Sendable {
  enum Kind: Sendable {
    case index(Int)
    /// Bounds count from the end where they are negative and may do so.
    case slices(from: Int?, to: Int?, step: Int, countsFromTheEnd: Bool)
    case rest, new
  }

  let kind: Kind

  public var axisRange: AxisRange { self }

  /// What an index or a range takes, for subscripts whose number of axes is known when they run.
  public init(_ index: some AxisIndex) { self = index.axisRange }

  init(_ kind: Kind) { self.kind = kind }

  init(from start: Int?, to end: Int?, isOpen: Bool) {
    kind = .slices(from: start, to: end, step: 1, countsFromTheEnd: isOpen)
  }
}

extension AxisIndex where Self == AxisRange {
  /// A whole axis.
  public static var all: AxisRange { AxisRange(from: nil, to: nil, isOpen: true) }

  /// As many whole axes as the other indices leave, none too: Python's `...`. At most once in a subscript; what a subscript does not
  /// name at its end is whole in any case.
  public static var rest: AxisRange { AxisRange(.rest) }

  /// A new axis of extent 1.
  public static var newAxis: AxisRange { AxisRange(.new) }

  /// Every `step`-th index, from the first (nil) or another on, up to but without an end (nil: to the last); negative bounds count from
  /// the end of the axis.
  ///
  /// - Precondition: a step is at least 1.
  public static func every(_ step: Int, from start: Int? = nil, to end: Int? = nil) -> AxisRange {
    AxisRange(.slices(from: start, to: end, step: step, countsFromTheEnd: true))
  }
}

extension Int: AxisIndex {
  public var axisRange: AxisRange { AxisRange(.index(self)) }
}
extension Range: AxisIndex, AxisSlices where Bound == Int {
  public var axisRange: AxisRange { AxisRange(from: lowerBound, to: upperBound, isOpen: false) }
}
extension ClosedRange: AxisIndex, AxisSlices where Bound == Int {
  public var axisRange: AxisRange { AxisRange(from: lowerBound, to: upperBound + 1, isOpen: false) }
}
extension PartialRangeFrom: AxisIndex, AxisSlices where Bound == Int {
  public var axisRange: AxisRange { AxisRange(from: lowerBound, to: nil, isOpen: true) }
}
extension PartialRangeUpTo: AxisIndex, AxisSlices where Bound == Int {
  public var axisRange: AxisRange { AxisRange(from: nil, to: upperBound, isOpen: true) }
}
extension PartialRangeThrough: AxisIndex, AxisSlices where Bound == Int {
  // The end behind the last is no number that counts from there.
  public var axisRange: AxisRange { AxisRange(from: nil, to: upperBound == -1 ? nil : upperBound + 1, isOpen: true) }
}
