extension Page {
  /// The look of the house's reports.
  static let style = """
    :root{color-scheme:light dark;--bg:#fff;--ink:#1d1d1f;--dim:#63636a;--line:#d9d9de;--hair:#ececf0;--c0:#0069a8;--other:#9a9aa2}
    @media (prefers-color-scheme:dark){:root{--bg:#131316;--ink:#f2f2f4;--dim:#a6a6ae;--line:#3b3b42;--hair:#26262b;--c0:#4c9fe6;--other:#77777f}img{filter:invert(1)}}
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
