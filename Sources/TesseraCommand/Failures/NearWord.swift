/// What somebody may have meant who wrote something that does not exist.
enum NearWord {
  /// The option that begins as the word does, or is a slip away, or is a part of it; nil where none is near.
  static func option(_ word: String, among options: [String]) -> String? {
    let letters = word.drop { $0 == "-" }.lowercased()
    let bare = options.map { (option: $0, name: String($0.drop { $0 == "-" })) }
    func first(_ isNear: (String) -> Bool) -> String? { bare.first { isNear($0.name) }?.option }
    if letters.count == 1 { return first { $0 == letters } }
    let long = 4
    return first { letters.count > 1 && $0.hasPrefix(letters) }
      ?? slip(letters, among: bare.map(\.name)).map { "--" + $0 }
      ?? first { $0.count >= long && (letters.hasPrefix($0) || letters.hasSuffix($0)) }
      ?? first { name in zip(name, letters).prefix { $0 == $1 }.count >= long }
  }

  /// The command that is a slip away, whatever the case of its letters.
  static func command(_ word: String, among commands: [String]) -> String? { slip(word.lowercased(), among: commands) }

  /// The name that is a slip away, or differs in its suffix only.
  static func file(_ name: String, among names: [String]) -> String? {
    slip(name, among: names) ?? names.first { stem($0) == stem(name) }
  }

  /// The name without its suffix.
  private static func stem(_ name: String) -> Substring {
    guard let point = name.lastIndex(of: "."), !name[point...].contains("/") else { return name[...] }
    return name[..<point]
  }

  /// The nearest of the words that at most two letters tell apart, a third of them at most.
  private static func slip(_ word: String, among words: [String]) -> String? {
    let near = words.map { (word: $0, slips: slips(word, $0)) }.min { $0.slips < $1.slips }
    return near.flatMap { $0.slips <= 2 && 3 * $0.slips <= word.count ? $0.word : nil }
  }

  /// How many letters have to be left out, put in or replaced to turn one word into the other.
  static func slips(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        next.append(min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, next[column] + 1))
      }
      last = next
    }
    return last[right.count]
  }
}
