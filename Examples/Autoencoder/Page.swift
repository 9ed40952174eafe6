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
      seen: \(Text.error(best.testError)). Without a network \(rival.name) comes to \(Text.error(rival.testError)) at the same rate.
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
      let perplexities = outcome.usage.map { "\(Text.tenths($0.perplexity)) of \($0.codeCount)" }.joined(
        separator: ", ")
      return """
        <tr><th scope="row">\(outcome.name)</th><td>\(Text.error(outcome.trainingError))</td>\
        <td>\(Text.error(outcome.testError))</td><td class="bar"><svg width="100%" height="10" aria-hidden="true"><rect \
        class="\(outcome.usage.isEmpty ? "cx" : "c0")" height="10" width="\(Text.tenths(100 * outcome.testError / widest))%"/></svg></td>\
        <td>\(perplexities.isEmpty ? "–" : perplexities)</td><td>\(Text.tenths(outcome.seconds))</td></tr>
        """
    }
    return """
      <section><h2>Error, perplexity and time</h2><p class="sub">Errors as above. Perplexity is e to the entropy of the codes: as many \
      codes, used equally often, would tell as much.</p><div class="scroll"><table><thead><tr><th>layer</th><th>error, seen</th>\
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
      let used = outcome.usage.map { "\($0.usedCount) of \($0.codeCount)" }.joined(separator: ", ")
      return """
        <figure><h3>\(outcome.name)</h3><p class="note">\(used) codes used; the most used \(Int(most)) times</p>\
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

  /// The look of the house's reports.
  private static let style = """
    :root{color-scheme:light dark;--bg:#fff;--ink:#1d1d1f;--dim:#63636a;--line:#d9d9de;--hair:#ececf0;--c0:#0069a8;--other:#9a9aa2}
    @media (prefers-color-scheme:dark){:root{--bg:#131316;--ink:#f2f2f4;--dim:#a6a6ae;--line:#3b3b42;--hair:#26262b;--c0:#4c9fe6;--other:#77777f}}
    *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
    main{max-width:1028px;margin:0 auto;padding:72px 24px 56px}p,figure{margin:0}.eye{color:var(--dim)}
    h1{font-size:40px;line-height:1.12;letter-spacing:-.022em;font-weight:650;margin:6px 0 18px}.lead{font-size:20px;line-height:1.5;max-width:37em;text-wrap:pretty}
    section{margin-top:88px}h2{font-size:24px;line-height:1.25;letter-spacing:-.012em;font-weight:620;margin:0 0 24px}h3{font-size:15px;font-weight:600;margin:0}
    .sub{max-width:52em;color:var(--dim);margin:-16px 0 28px;text-wrap:pretty}.note{font-size:13px;color:var(--dim)}
    .c0{fill:var(--c0)}.cx{fill:var(--other)}.scroll{overflow-x:auto}
    table{border-collapse:collapse;font-size:13px;line-height:1.35;width:100%}th,td{text-align:right;padding:6px 0 6px 14px;border-bottom:1px solid var(--hair);white-space:nowrap}
    th:first-child,.l{text-align:left}th:first-child{padding-left:0}thead th{font-weight:400;color:var(--dim);font-size:12px;border-color:var(--line)}tbody th{font-weight:600}
    .im{text-align:left}img{display:block;image-rendering:pixelated}.bar{width:30%}.w{width:auto}.w th,.w td{padding-left:28px}
    .three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:40px 48px}.plot{display:block;width:100%;height:96px;margin-top:10px;border-bottom:1px solid var(--line)}
    footer{margin-top:72px;padding-top:16px;border-top:1px solid var(--hair);font-size:12.5px;color:var(--dim)}
    @media (max-width:820px){main{padding:40px 20px}h1{font-size:30px}.lead{font-size:17px}section{margin-top:64px}.three{grid-template-columns:minmax(0,1fr);gap:28px}}
    """
}

/// Numbers for people.
enum Text {
  static func tenths(_ x: Double) -> String { "\((x * 10).rounded() / 10)" }

  static func thousandths(_ x: Double) -> String { padded("\((x * 1000).rounded() / 1000)", 3) }

  /// In thousandths.
  static func error(_ x: Double) -> String { padded("\((x * 100_000).rounded() / 100)", 2) }

  /// With as many digits behind the point.
  private static func padded(_ text: String, _ digits: Int) -> String {
    let parts = text.split(separator: ".")
    return parts.count == 2 ? text + String(repeating: "0", count: max(0, digits - parts[1].count)) : text
  }
}
