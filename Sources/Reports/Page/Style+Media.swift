extension Style {
  static let phone = #"""
    @media screen and (max-width:820px){main{padding:40px 20px}h1{font-size:30px}.lead{font-size:17px}section{margin-top:64px}h2{font-size:21px}.mapgrid,.three,.two{grid-template-columns:minmax(0,1fr);gap:28px}.three{gap:40px}.labs,.w2,.sm{display:none}aside{padding-top:0}#out{min-height:0;margin-bottom:16px}.say{margin-bottom:12px}pre{font-size:13px;padding-right:20px;padding-bottom:56px}.rings circle{r:5.5px}#cur{r:8px}.strip li>span{font-size:12.5px;line-height:1.35}.ax{text-wrap:balance}
    .tabs{gap:20px}.tabs table{font-size:12px}.tabs th,.tabs td{padding-left:6px}.tabs thead th{font-size:11.5px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:12px}button{top:auto;bottom:12px}.dp{transform:scale(.68)}.dc{transform:scale(2.6)}.cents text{font-size:11px}.head{flex-wrap:wrap}.dense .v{font-size:10px}.w th,.w td{padding-left:12px}.w th[scope=row],.w td.l{white-space:normal}}

    """#

  /// What reaches beyond its column, the label of a first point for example, would be cut at the margin of the page: that lies
  /// outside the margin of the text.
  static let printed = #"""
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}@page{size:A4;margin:15mm 9mm}body{font-size:10pt}main{padding:0 6mm;max-width:none}h1{font-size:26pt}.lead{font-size:13.5pt}section{margin-top:32px;break-inside:avoid}.free{break-inside:auto}h2,h3,.sub{break-after:avoid}.tabs,dl>*,.panel,.strip,.counts,.sub,.note,.plot,.cmd,tr{break-inside:avoid}.strip,.counts,.w,.three{break-after:avoid}.scroll{overflow:visible}.w td.l{white-space:normal}.th{margin-top:20px}
    .seg,button,.hint,details,.skip,#cur,footer,.sm{display:none}.mapgrid{grid-template-columns:1fr;gap:12px}#map>svg{max-width:128mm;margin:auto}aside{display:grid;grid-template-columns:1.2fr 1fr;column-gap:40px;padding:0;align-items:start}#out{min-height:0;grid-row:1/3}.three,.two{gap:28px}.tabs table{font-size:8.5pt}.tabs th,.tabs td{padding:3px 0 3px 6px}.plot{height:130px}.plot.tall{height:200px}pre{padding:14px 18px}
    """#
}
