extension Style {
  static let map = #"""
    .head{display:flex;justify-content:space-between;align-items:center;gap:16px;margin-bottom:20px}.head h2{margin:0}
    .seg{border:0;display:flex;align-items:center;min-width:0}.seg legend{float:left;font-size:13px;color:var(--dim);padding:0;margin-right:10px}
    .seg label span{display:block;padding:5px 14px;font-size:13px;border:1px solid var(--line);cursor:pointer}.seg label:nth-of-type(1) span{border-radius:8px 0 0 8px;border-right:0}.seg label:nth-of-type(2) span{border-radius:0 8px 8px 0}
    .seg input{position:absolute;opacity:0;width:1px}.seg input:checked+span{background:var(--ink);border-color:var(--ink);color:var(--bg)}.seg input:focus-visible+span{outline:2px solid var(--focus);outline-offset:2px}
    .mapgrid{display:grid;grid-template-columns:minmax(0,1fr) 244px;gap:40px}
    #map{border-top:1px solid var(--line);border-bottom:1px solid var(--line);margin:8px 0;outline:0;cursor:crosshair;touch-action:pan-y}#map:focus-visible{outline:2px solid var(--focus);outline-offset:3px;border-radius:2px}
    #map>svg{display:block;width:100%}.pts use{fill-opacity:.8}.ax{font-size:13px;color:var(--ink)}.ax span{color:var(--dim);margin-left:6px;white-space:nowrap}.ax.r{text-align:right}
    .dens{fill:var(--ink)}.vor path{fill:none;stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke}.way path{fill:none;stroke:var(--ink);stroke-width:1.1;vector-effect:non-scaling-stroke;stroke-linejoin:round}.disc{fill:none;stroke:var(--ink);stroke-width:1;stroke-dasharray:2 2}
    .tick{stroke:var(--line)}.tl{font-size:11.5px;paint-order:stroke;stroke:var(--bg);stroke-width:3px;stroke-linejoin:round}
    .soft{display:block;width:100%;margin:8px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}.ell circle{fill:none;stroke:currentColor;stroke-width:1.5;vector-effect:non-scaling-stroke}.ell .far{stroke-dasharray:5 4}
    .rings circle,.ring circle{fill:none;stroke:var(--ink);stroke-width:1.3}.cents use{fill:var(--bg);stroke:currentColor}.cents circle{fill:var(--bg);stroke:var(--ink);fill-opacity:.85}.cents text{fill:var(--ink);font-size:13px;font-weight:700}.cents.many text{font-size:11px;font-weight:600}
    #cur{fill:none;stroke:var(--ink);stroke-width:2.5}.pts .on{color:var(--ink);fill:var(--ink)}
    .labs text{paint-order:stroke;stroke:var(--bg);stroke-width:4.5px;stroke-linejoin:round;fill:var(--ink);font-size:13px}.labs .id{font-weight:650}.labs line{stroke:var(--dim)}
    body:has(#by-m:checked) .pts use{fill:var(--m);fill-opacity:1}body:has(#by-m:checked) .cents use{stroke:var(--dim)}.mkey{display:none}body:has(#by-m:checked) .mkey{display:block}
    aside{display:flex;flex-direction:column;padding-top:28px}#out:has(table){min-height:196px}.hint{margin:14px 0 16px}
    #out h3{font-size:17px;overflow-wrap:anywhere}#out small{white-space:nowrap;font-size:13px;font-weight:400;color:var(--dim);margin-left:4px}#out .s{font-size:13px;color:var(--dim);margin-bottom:10px}#out th[scope=row]{font-weight:400;color:var(--dim);text-align:left;white-space:normal;overflow-wrap:anywhere}
    .key{font-size:13px;line-height:1.4;color:var(--dim);margin-bottom:14px}.key li{display:flex;gap:8px;align-items:center;padding:2px 0}.key svg{flex:none}.key b{margin-left:auto;font-weight:500;color:var(--ink)}.ring svg{margin-left:-3px}aside .note:last-child{margin-top:auto}

    """#
}
