import Testing

@testable import Reports

@Suite struct FigureTests {
  @Test func digitsAreDecimal() {
    let number = DecimalDigits(-0.0123)
    #expect(number.isNegative && number.digits == [1, 2, 3] && number.point == -1 && number.exponent == -2)
    #expect(DecimalDigits(1200).digits == [1, 2] && DecimalDigits(1200).exponent == 3)
    #expect(DecimalDigits(0).digits.isEmpty)
    #expect(DecimalDigits(1.5e300).exponent == 300 && DecimalDigits(.leastNonzeroMagnitude).exponent == -324)
    #expect(
      DecimalDigits(9.96).rounded(significant: 2).digits == [1]
        && DecimalDigits(9.96).rounded(significant: 2).point == 2)
  }

  @Test func numbersHaveThreeDigitsOrAllTheirWholeOnes() {
    #expect(Figure.text(47.504) == "47.5")
    #expect(Figure.text(3902.4) == "3\u{202F}902")
    #expect(Figure.text(15) == "15.0")
    #expect(Figure.text(0.0079011, digits: 2) == "0.0079")
    #expect(Figure.text(-1.005) == "−1.00" || Figure.text(-1.005) == "−1.01")
    #expect(Figure.text(0) == "0" && Figure.text(.infinity) == "–")
    #expect(Figure.text(1.234e-7) == "1.23\u{A0}×\u{A0}10⁻⁷")
    #expect(Figure.text(1.2e12, digits: 2) == "1.2\u{A0}×\u{A0}10¹²")
    #expect(Figure.text(99.96) == "100")
  }

  @Test func fixedPlacesAreExact() {
    #expect(Figure.fixed(0.05, places: 2) == "0.05" && Figure.fixed(0.005, places: 1) == "0.0")
    #expect(Figure.fixed(999.95, places: 1) == "1\u{202F}000.0")
    #expect(Figure.fixed(-0.04, places: 1) == "0.0")
    #expect(Figure.fixed(1_234_567, places: 0) == "1\u{202F}234\u{202F}567")
    #expect(Figure.short(379.39250276, digits: 11) == "379.39250276")
  }

  @Test func sharesAreNeverAllOrNothingByRounding() {
    #expect(Figure.percent(0.25) == "25%" && Figure.percent(0) == "0%" && Figure.percent(1) == "100%")
    #expect(Figure.percent(0.9999) == ">99%" && Figure.percent(0.0001) == "<1%")
  }

  @Test func countsHaveTheirNoun() {
    #expect(Figure.count(1, "row") == "1\u{A0}row" && Figure.count(0, "row") == "0\u{A0}rows")
    #expect(Figure.count(1_000_000, "row") == "1\u{202F}000\u{202F}000\u{A0}rows")
  }

  @Test func ticksAreRound() {
    #expect(Ticks(0...1.3, most: 5).values.map { Figure.fixed($0, places: 1) } == ["0.0", "0.5", "1.0"])
    let ticks = Ticks(43...96, most: 7)
    #expect(ticks.values == [50, 60, 70, 80, 90] && ticks.text(50) == "50")
    #expect(
      Ticks(-0.02...0.03, most: 6).values.map(Ticks(-0.02...0.03, most: 6).text) == [
        "−0.02", "−0.01", "0", "0.01", "0.02", "0.03",
      ])
    #expect(Ticks(1...1, most: 5).values.isEmpty)
  }

  /// Digits of the file, but no more than a standard deviation has in three.
  @Test func columnsHaveTheirDigits() {
    let lengths = ColumnFormat([41.4, 50.2, 38], deviation: 5.45)
    #expect(lengths.text(41.4) == "41.4" && lengths.meanText(47.504) == "47.5")
    let masses = ColumnFormat([3875, 3775], deviation: 801)
    #expect(masses.text(3875) == "3\u{202F}875" && masses.meanText(3902.4) == "3\u{202F}902")
    let grades = ColumnFormat([1, 2, 5], deviation: 1.2)
    #expect(grades.text(2) == "2" && grades.meanText(2.345) == "2.3")
    let reals = ColumnFormat([0.123456, 0.9], deviation: 0.29)
    #expect(reals.text(0.123456) == "0.123")
    #expect(ColumnFormat([1e12], deviation: 1e11).text(1.5e12) == "1.5\u{A0}×\u{A0}10¹²")
  }
}
