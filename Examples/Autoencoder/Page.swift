import Autograd
import Quantization

/// One page, which loads nothing: originals and what came back, errors, and how codes were used.
struct Page {
  let digits: Digits
  let outcomes: [Outcome]
  let clustering: [DeepClustering.Agreement]

  private static var shownCount: Int { 24 }

  var html: String {
    """
    <!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <title>Digits in 24 bits – tessera</title><style>\(Self.style)</style></head><body><main>
    <p class="eye">Handwritten digits, 8 x 8 pixels, \(digits.training.shape[0]) to learn from and \(digits.test.shape[0]) to test</p>
    <h1>Digits in 24 bits</h1>
    <p class="lead">\(lead)</p>
    \(pictures)\(table)\(histograms)\(deepClustering)
    <footer>Made by the example Autoencoder of tessera. This page is one file: it loads nothing and sends nothing.</footer>
    </main></body></html>

    """
  }

  private var lead: String {
    let layers = outcomes.filter { !$0.usage.isEmpty }.sorted { $0.testError < $1.testError }
    let rivals = outcomes.filter { $0.usage.isEmpty }.sorted { $0.testError < $1.testError }
    guard let best = layers.first, let rival = rivals.first else { return "" }
    return """
      Of \(layers.count) quantising layers in the same small autoencoder, \(best.name) has the smallest error on digits it has not \
      seen: \(Text.error(best.testError)) thousandths. Without a network the best is \(rival.name): \(Text.error(rival.testError)) at the \
      same rate.
      """
  }

  private var pictures: String {
    let shown = Array(0..<min(Self.shownCount, digits.test.shape[0]))
    func row(_ name: String, _ error: String, _ bitmap: Bitmap) -> String {
      """
      <tr><th scope="row">\(name)</th><td class="im"><img alt="\(name): \(shown.count) digits" src="\(bitmap.address)" \
      width="\(bitmap.width * 3)" height="\(bitmap.height * 3)"></td><td>\(error)</td></tr>
      """
    }
    let rows = outcomes.map { row($0.name, Text.error($0.testError), Bitmap($0.restored.selectingRows(shown))) }
    return """
      <section><h2>What comes back</h2><p class="sub">The first \(shown.count) digits of the test, as they are and as 24 bits tell \
      them; beside them the mean squared error per pixel of all of the test, in thousandths of the squared range of a pixel.</p>
      <div class="scroll"><table class="grid"><thead><tr><th>layer</th><th class="l">digits</th><th>error</th></tr></thead><tbody>
      \(row("as they are", "", Bitmap(digits.test.selectingRows(shown))))\(rows.joined())</tbody></table></div></section>
      """
  }

  private var table: String {
    let widest = outcomes.map { $0.testError }.max() ?? 1
    let rows = outcomes.map { outcome in
      return """
        <tr><th scope="row">\(outcome.name)</th><td>\(Text.error(outcome.trainingError))</td>\
        <td>\(Text.error(outcome.testError))</td><td class="bar"><svg width="100%" height="10" aria-hidden="true"><rect \
        class="\(outcome.usage.isEmpty ? "cx" : "c0")" height="10" width="\(Text.tenths(100 * outcome.testError / widest))%"/></svg></td>\
        <td>\(outcome.leastPerplexity ?? "–")</td><td>\(Text.tenths(outcome.seconds))</td></tr>
        """
    }
    return """
      <section><h2>Error, perplexity and time</h2><p class="sub">Errors as above. Perplexity is e to the entropy of the codes: as many \
      codes, used equally often, would tell as much; the least of a layer's books.</p><div class="scroll"><table><thead><tr><th>layer</th><th>error, seen</th>\
      <th>error, test</th><th></th><th>perplexity</th><th>seconds</th></tr></thead><tbody>\(rows.joined())</tbody></table></div></section>
      """
  }

  private var histograms: String {
    let panels = outcomes.filter { !$0.usage.isEmpty }.map { outcome -> String in
      let counts = outcome.usage.flatMap { $0.counts.sorted(by: >) }
      let most = Double(counts.max() ?? 1)
      let step = 100 / Double(counts.count)
      let bars = counts.enumerated().map { place, count in
        """
        <rect x="\(Text.tenths(Double(place) * step))%" y="\(Text.tenths(100 - 100 * Double(count) / most))%" \
        width="\(Text.tenths(step * 0.8))%" height="\(Text.tenths(100 * Double(count) / most))%"/>
        """
      }
      let used = outcome.usage.reduce(0) { $0 + $1.usedCount }
      return """
        <figure><h3>\(outcome.name)</h3><p class="note">\(used) of \(counts.count) codes used, at most \(Int(most)) times</p>\
        <svg class="plot c0" role="img" aria-label="\(outcome.name): uses of each code, most used first">\(bars.joined())</svg></figure>
        """
    }
    return """
      <section><h2>How codes are used</h2><p class="sub">One bar per code, the most used first; books of a layer side by side.</p>
      <div class="three">\(panels.joined())</div></section>
      """
  }

  private var deepClustering: String {
    if clustering.isEmpty { return "" }
    let rows = clustering.enumerated().map { seed, agreement in
      """
      <tr><th scope="row">\(seed + 1)</th><td>\(Text.thousandths(agreement.pixels))</td><td>\(Text.thousandths(agreement.latent))</td>\
      <td>\(Text.thousandths(agreement.bent))</td></tr>
      """
    }
    func mean(_ part: (DeepClustering.Agreement) -> Double) -> String {
      Text.thousandths(clustering.reduce(0) { $0 + part($1) } / Double(clustering.count))
    }
    return """
      <section><h2>Clusters in the latent space</h2><p class="sub">Ten clusters of all digits, and how well they agree with what the \
      digits are: adjusted Rand index, 1 for the same, 0 for chance.</p><div class="scroll"><table class="w"><thead><tr><th>seed</th>\
      <th>k-means on pixels</th><th>on latent vectors</th><th>after the k-means loss</th></tr></thead><tbody>\(rows.joined())\
      <tr><th scope="row">mean</th><td>\(mean { $0.pixels })</td><td>\(mean { $0.latent })</td><td>\(mean { $0.bent })</td></tr>\
      </tbody></table></div></section>
      """
  }
}
