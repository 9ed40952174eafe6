/// A column that says itself what it holds: of a file of columns, or of a database.
package struct TypedColumn: Sendable {
  package enum Content: Sendable, Equatable {
    case numbers(ElementType)
    /// So many numbers in each row, a point perhaps.
    case lists(ElementType, count: Int)
    case words, dates, truthValues, others
    /// Nothing but missing values.
    case empty
  }

  package let name: String
  package let content: Content

  package init(_ name: String, _ content: Content) { (self.name, self.content) = (name, content) }

  /// How many numbers a row has in it; nil where it is none of points.
  var width: Int? {
    switch content {
    case .numbers, .truthValues: 1
    case .lists(_, let count): count
    case .words, .dates, .others, .empty: nil
    }
  }

  var reason: LeftAsideColumn.Reason {
    switch content {
    case .words: .words
    case .dates: .dates
    case .truthValues: .truthValues
    case .empty: .empty
    case .numbers, .lists: .notChosen
    case .others: .others
    }
  }

  /// What an error says that it holds.
  var description: String {
    switch content {
    case .numbers: "numbers"
    case .lists: "lists of numbers"
    case .words: "words"
    case .dates: "dates or times"
    case .truthValues: "truth values"
    case .empty: "nothing"
    case .others: "values that are no numbers"
    }
  }
}
