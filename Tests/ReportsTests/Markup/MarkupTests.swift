import Testing
import VectorFiles

@testable import Reports

@Suite struct MarkupTests {
  @Test func whatIsInterpolatedIsText() {
    let name = #"</td><script>alert("1 & 'x'")</script>"#
    let cell: Markup = "<td title=\"\(name)\">\(name)"
    let escaped = "&lt;/td&gt;&lt;script&gt;alert(&quot;1 &amp; &#39;x&#39;&quot;)&lt;/script&gt;"
    #expect(cell.text == "<td title=\"\(escaped)\">\(escaped)")
  }

  @Test func markupIsTakenAsMarkup() {
    let name = "a<b"
    let bold: Markup = "<b>\(name)</b>"
    #expect(("<p>\(bold)\([bold, "!"])</p>" as Markup).text == "<p><b>a&lt;b</b><b>a&lt;b</b>!</p>")
  }

  /// A literal stands in the program: it is markup, in a branch, too; what is interpolated in it is text.
  @Test(arguments: [true, false]) func literalsAreMarkup(_ isBold: Bool) {
    let name = "a<b"
    #expect(("<p>\(isBold ? "<b>\(name)</b>" : "")" as Markup).text == (isBold ? "<p><b>a&lt;b</b>" : "<p>"))
  }

  /// Line breaks, direction marks and invisible characters are spelled out.
  @Test func whatHidesIsShown() {
    let name = "a\u{202E}b\nc"
    #expect(("\(name)" as Markup).text == #"a\u{202E}b\nc"#)
  }

  @Test func scriptsCannotBeEnded() {
    let json: JSONValue = ["</script>": .string("<!-- \u{2028}\u{2029} & \"")]
    #expect(
      Escaping.script(json).text
        == #"{"\u003c/script\u003e":"\u003c!-- \u2028\u2029 \u0026 \""}"#)
  }

  @Test func sharesHaveTwoPlacesAtMost() {
    #expect(
      [0, 0.5, 0.12345, 1.0 / 30, -0.001, 0.00004].map { Share($0).text } == ["0", "50", "12.35", "3.33", "-0.1", "0"])
    #expect(Share(.nan).text == "0" && Share(.infinity).text == "0" && Share(1e300).text == "1000")
  }
}

@Suite struct ShellCommandTests {
  @Test func wordsAreQuotedWhereTheyNeedIt() {
    #expect(ShellCommand.quoted("penguins.csv") == "penguins.csv")
    #expect(ShellCommand.quoted("my data.csv") == "'my data.csv'")
    #expect(ShellCommand.quoted("it's $HOME") == #"'it'\''s $HOME'"#)
    #expect(ShellCommand.quoted("") == "''")
    #expect(ShellCommand.quoted("a\nb") == #"$'a\x0Ab'"#)
    #expect(ShellCommand.quoted(PathText.text(of: [0x61, 0xE9, 0x27])) == #"$'a\xE9\''"#)
    #expect(ShellCommand.quoted("~root") == "'~root'")
  }

  @Test func optionsStayWithTheirValues() {
    let command = ShellCommand([
      "tessera", "fit", "data.csv", "-k", "3", "--standardize", "--seed", "0", "--report", "o.html",
    ])
    #expect(
      command.lines(width: 30) == ["tessera fit data.csv -k 3 \\", "  --standardize --seed 0 \\", "  --report o.html"])
  }

  @Test func oneLineStaysOne() {
    #expect(ShellCommand(["tessera", "demo"]).lines() == ["tessera demo"])
  }
}
