/// A place or a length as a share of a chart's side, in percent with two digits behind the point at most.
struct Share: Equatable {
  let text: String

  init(_ fraction: Double) {
    // Outside anything a chart can show, and no number: nothing.
    let percent = fraction.isFinite ? max(-1000, min(1000, fraction * 100)) : 0
    let hundredths = Int((percent * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    let back = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    text = sign + "\(whole)" + back
  }
}
