extension Style {
  static let profiles = #"""
    .strip{display:flex;gap:3px;margin-bottom:48px}.strip li{min-width:0}.strip i{display:block;height:8px;background:currentColor}.strip li:first-child i{border-radius:4px 0 0 4px}.strip li:last-child i{border-radius:0 4px 4px 0}.strip li>span{display:block;margin-top:8px;font-size:13px;color:var(--dim);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.strip li:only-child i{border-radius:4px}.strip b,.counts b{color:var(--ink)}.strip.bare{margin-bottom:12px}.counts{display:flex;flex-wrap:wrap;gap:4px 22px;margin-bottom:48px;font-size:13px;color:var(--dim)}
    .three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:48px;margin-bottom:24px}
    .panel{display:grid;grid-template-rows:subgrid;grid-row:span 3;gap:0}.panel h3{font-size:17px}.panel h3 small{font-size:13px;font-weight:400;color:var(--dim);margin-left:4px}.say{margin:4px 0 16px}
    .prow{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 10px;font-size:13px;padding:9px 0 7px;border-top:1px solid var(--hair)}.pn{color:var(--dim);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.pv{font-weight:600;white-space:nowrap}.track{grid-column:1/3;width:100%;height:34px;display:block;margin-top:2px}
    .track .mean{stroke:var(--dim)}.track .bar{stroke:currentColor;stroke-width:5;stroke-linecap:round;opacity:.38}.track circle{stroke:var(--bg);stroke-width:2}.track text{font-size:11.5px;paint-order:stroke;stroke:var(--bg);stroke-width:4px}
    .near .pv{font-weight:400;color:var(--dim)}.near circle{fill:var(--bg);stroke:currentColor}

    """#

  static let charts = #"""
    .plot{display:block;width:100%;height:168px;margin-top:8px}.plot.tall{height:220px;margin-bottom:14px}.plot.axis{padding-left:52px}.plot.sizes{height:140px;margin:0 0 40px}.base{stroke:var(--line)}.grid{stroke:var(--hair)}.ln{fill:none;stroke:var(--ink);stroke-width:1.6;vector-effect:non-scaling-stroke}.ln.b{stroke-dasharray:7 4}.ln.c{stroke-dasharray:2 3}.ln.d{stroke-dasharray:9 3 2 3}.den path[class*=c]{fill:none;stroke:currentColor}.den .sb rect{opacity:.45}.plot circle{fill:var(--ink);stroke:var(--bg);stroke-width:2}
    .v{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}.v.end{fill:var(--ink);font-weight:600}.areas path{opacity:.7}.smean{stroke:var(--ink);stroke-width:1.2}.bars rect{fill:var(--m)}.sb rect{fill:var(--other)}.rad{stroke:var(--ink);stroke-width:2}.medl{stroke:var(--dim);stroke-dasharray:2 3}.two+.note{margin-top:20px}

    """#

  static let tables = #"""
    details{margin-top:20px;font-size:14px}summary{cursor:pointer;color:var(--dim);padding:4px 0;width:max-content;max-width:100%}
    table{border-collapse:collapse;font-size:13px;line-height:1.35;width:100%}caption{text-align:left;font-size:13px;color:var(--dim);padding-bottom:6px}
    th,td{text-align:right;padding:5px 0 5px 10px;border-bottom:1px solid var(--hair);white-space:nowrap}th:first-child,td:first-child{text-align:left;padding-left:0}thead th{font-weight:400;color:var(--dim);font-size:12px;vertical-align:bottom;white-space:normal;border-color:var(--line);line-height:1.2;overflow-wrap:break-word}thead small{display:block;font-size:11.5px;color:var(--faint)}tbody th{font-weight:600}tbody th.id{max-width:20em;overflow:hidden;text-overflow:ellipsis}
    .th{font-size:17px;margin:36px 0 10px}.th small{font-size:13px;font-weight:400;color:var(--dim);margin-left:4px}.w{width:auto}.w th,.w td{padding-left:22px}.w th:first-child{padding-left:0}.scroll{overflow-x:auto}td.l,th.l{text-align:left}
    .cmd{position:relative;background:var(--wash);border-radius:12px}pre{padding:20px 88px 20px 22px;white-space:pre-wrap;overflow-wrap:anywhere}code,pre{font:13.5px/1.6 ui-monospace,"SF Mono",Menlo,Consolas,monospace}dd code{font-size:13px;overflow-wrap:anywhere}
    button{position:absolute;top:14px;right:14px;font:inherit;font-size:13px;padding:5px 12px;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:var(--ink);cursor:pointer}
    dl{display:grid;grid-template-columns:120px minmax(0,1fr);gap:10px 24px;margin-top:32px;font-size:14px}dt{color:var(--dim)}dd{max-width:50em;text-wrap:pretty;overflow-wrap:anywhere}

    """#
}
