/// The look of a page.
enum Style {
  static var text: String { light + dark + type + map + profiles + charts + tables + phone + print }

  private static let colours = [
    "#0069a8", "#d55e00", "#009e73", "#cc79a7", "#8a6a00", "#6b4fa8", "#3f9bd8", "#77777e",
  ]
  private static let darkColours = [
    "#4c9fe6", "#f0803c", "#6fe0be", "#e396c0", "#d9b84a", "#b095f0", "#9bd3f5", "#a9a9b0",
  ]

  private static func variables(_ colours: [String], _ margins: [String]) -> String {
    colours.enumerated().map { "--c\($0):\($1);" }.joined() + margins.enumerated().map { "--m\($0):\($1);" }.joined()
  }

  private static let lightVariables =
    "--bg:#fff;--ink:#1d1d1f;--dim:#63636a;--faint:#73737b;--line:#d9d9de;--hair:#ececf0;--wash:#f6f6f8;--focus:#0a6cdd;"
    + "--other:#9a9aa2;" + variables(colours, ["#3f0f7a", "#7b5cb8", "#aea2d6", "#cfcae4"])

  private static let light = ":root{color-scheme:light dark;\(lightVariables)}\n"

  private static let dark =
    "@media (prefers-color-scheme:dark){:root{--bg:#131316;--ink:#f2f2f4;--dim:#a6a6ae;--faint:#83838b;--line:#3b3b42;"
    + "--hair:#26262b;--wash:#1d1d21;--focus:#6db3ff;--other:#77777f;"
    + variables(darkColours, ["#f6efff", "#b79cf5", "#7a66bd", "#4a4269"]) + "}}\n"

  /// A printed page is light whatever the screen is.
  private static let print =
    "@media print{:root{color-scheme:light;\(lightVariables)--ink:#000;--dim:#444;--faint:#666}" + printed + "}\n"

  /// The classes of clusters: a colour for shapes, never for text.
  private static let type =
    (0..<colours.count).map { ".c\($0){color:var(--c\($0));fill:var(--c\($0))}" }.joined()
    + ".cx{color:var(--other);fill:var(--other)}" + (0..<4).map { ".m\($0){--m:var(--m\($0))}" }.joined() + #"""
      *{box-sizing:border-box}
      body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
      main{max-width:1028px;margin:0 auto;padding:72px 24px 56px}
      p,figure,ul,ol,dl,dd,fieldset,pre{margin:0;padding:0}ul,ol{list-style:none}
      .eye{color:var(--dim);overflow-wrap:anywhere}h1{font-size:40px;line-height:1.12;letter-spacing:-.022em;font-weight:650;margin:6px 0 18px;text-wrap:balance}
      .lead{font-size:20px;line-height:1.5;max-width:37em;text-wrap:pretty}.nb{white-space:nowrap}
      section{margin-top:88px}h2{font-size:24px;line-height:1.25;letter-spacing:-.012em;font-weight:620;margin:0 0 24px}h3{font-size:15px;font-weight:600;margin:0}
      .sub{max-width:52em;color:var(--dim);margin:-16px 0 28px;text-wrap:pretty}.note{font-size:13px;line-height:1.5;color:var(--dim);max-width:62em;text-wrap:pretty}
      .gl{vertical-align:-.13em;overflow:visible}.mk{fill:var(--m)}
      svg text{font-size:12px;fill:var(--dim)}svg{overflow:visible}
      .skip{position:absolute;left:-999px}.skip:focus{left:24px;top:16px;background:var(--bg);z-index:2}
      .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
      footer{margin-top:72px;padding-top:16px;border-top:1px solid var(--hair);font-size:12.5px;color:var(--dim)}
      .two{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:48px}
      summary:focus-visible,button:focus-visible,a:focus-visible,.scroll:focus-visible{outline:2px solid var(--focus);outline-offset:3px;border-radius:3px}

      """#

}
