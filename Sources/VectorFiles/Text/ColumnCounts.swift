/// What a pass over a text found in one column beside numbers; in a column that is passed over, the numbers.
struct ColumnCounts {
  var words = 0
  var missing = 0
  var notFinite = 0
  var numbers = 0
  /// Numbers with a sign that is passed over.
  var dressed = 0
  /// The row of the first word.
  var firstWord = 0

  /// Whether words are so few among numbers that they are mistakes: at most three, or a fifth of all.
  static func areMistakes(words: Int, numbers: Int) -> Bool {
    numbers >= words && (words <= 3 || numbers >= 4 * words)
  }
}
