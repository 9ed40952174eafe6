import Testing

@testable import Reports

/// Pictures and colours within pages.
@Suite struct StoryPicturesTests {
  /// The test vectors of RFC 4648.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
  ])
  func bytesAsLetters(_ text: String, _ letters: String) {
    #expect(Base64.text(of: Array(text.utf8)) == letters)
    #expect(Base64.text(of: [0xFB, 0xFF, 0x3F]) == "+/8/")
  }

  @Test func aPageWithPicturesMayShowThem() {
    let part = StoryPart.picture([1, 2, 3], width: 7, label: "<a \"b\">")
    #expect(
      part.text.contains("src=\"data:image/png;base64,AQID\"") && part.text.contains("alt=\"&lt;a &quot;b&quot;&gt;\""))
    let sections = [StoryPage.Section("x", lead: "", [part])]
    let page = StoryPage(eye: "", title: "", lead: "", sections: sections, hasPictures: true).text
    #expect(page.contains("default-src 'none'; img-src data:; style-src"))
    #expect(!StoryPage(eye: "", title: "", lead: "", sections: []).text.contains("img-src"))
    let colours = StoryPart.swatches([(name: "#00ff10", note: "5%")]).text
    #expect(colours.contains("background:#00ff10\"") && colours.contains("<code>#00ff10</code>"))
  }
}
