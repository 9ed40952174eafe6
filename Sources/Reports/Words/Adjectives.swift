/// What is said of columns that are far from the mean: “long bill” for a high bill length, else “high income”.
enum Adjectives {
  private static let pairs: [String: (high: String, low: String)] = [
    "length": ("long", "short"), "width": ("wide", "narrow"), "depth": ("deep", "shallow"),
    "height": ("tall", "low"), "mass": ("heavy", "light"), "weight": ("heavy", "light"), "size": ("large", "small"),
    "thickness": ("thick", "thin"), "speed": ("fast", "slow"), "age": ("old", "young"), "duration": ("long", "short"),
  ]

  /// One column's part of a description.
  struct Phrase: Equatable {
    let adjective: String
    let noun: String
  }

  static func phrase(_ title: ColumnTitle, isHigh: Bool) -> Phrase {
    let words = title.name.split(separator: " ").map(String.init)
    guard let last = words.last, let pair = pairs[last.lowercased()] else {
      return Phrase(adjective: isHigh ? "high" : "low", noun: title.name)
    }
    return Phrase(
      adjective: isHigh ? pair.high : pair.low, noun: words.dropLast().joined(separator: " "))
  }

  /// Phrases, adjectives of one noun together: “deep and long bill”, nouns of high and of low, too.
  static func joined(_ phrases: [Phrase]) -> [String] {
    var nouns: [String] = []
    var adjectives: [String: [String]] = [:]
    for phrase in phrases {
      if adjectives[phrase.noun] == nil { nouns.append(phrase.noun) }
      if !(adjectives[phrase.noun] ?? []).contains(phrase.adjective) {
        adjectives[phrase.noun, default: []].append(phrase.adjective)
      }
    }
    // What is high, or low, together: “high income and rent”.
    var groups: [(adjectives: String, nouns: [String])] = []
    for noun in nouns {
      let described = (adjectives[noun] ?? []).joined(separator: " and ")
      if ["high", "low"].contains(described), let index = groups.firstIndex(where: { $0.adjectives == described }) {
        groups[index].nouns.append(noun)
      } else {
        groups.append((described, noun.isEmpty ? [] : [noun]))
      }
    }
    return groups.map { $0.nouns.isEmpty ? $0.adjectives : $0.adjectives + " " + Prose.list($0.nouns) }
  }
}
