/// What spreadsheets write in several countries.
extension RealTable {
  static let spreadsheets = [
    RealTable(
      "excel_de_bom_euro.csv",
      """
      \u{FEFF}Artikel;Menge;Umsatz\r
      A-1;12;1.234,50 €\r
      A-2;7;99,00 €\r
      A-3;120;12.000,10 €\r

      """, ["Menge", "Umsatz"], aside: ["Artikel: words"], rows: 3),
    RealTable(
      "excel_fr.csv",
      """
      Ville;Population;Densité;Taux
      Paris;2 148 271;20 386,5;5,2 %
      Lyon;516 092;10 782,1;6,1 %
      Nice;342 669;4 764,0;8,4 %
      Lille;233 098;6 692,2;10,0 %

      """, ["Population", "Densité", "Taux"], aside: ["Ville: words"], rows: 4),
    RealTable(
      "excel_fr_nbsp.csv",
      """
      Ville;Population;Densité
      Paris;2\u{202F}148\u{202F}271;20\u{A0}386,5
      Lyon;516\u{202F}092;10\u{A0}782,1
      Nice;342\u{202F}669;4\u{A0}764,0

      """, ["Population", "Densité"], aside: ["Ville: words"], rows: 3),
    RealTable(
      "excel_ch.csv",
      """
      Ort;Einwohner;Fläche
      Zürich;415'367;87.88
      Bern;133'883;51.62
      Genf;201'818;15.92

      """, ["Einwohner", "Fläche"], aside: ["Ort: words"], rows: 3),
    RealTable(
      "excel_space_only.csv",
      """
      Ville;Population
      Paris;2 148 271
      Lyon;516 092
      Nice;342 669

      """, ["Population"], aside: ["Ville: words"], rows: 3),
    RealTable(
      "excel_us_money.csv",
      """
      Region,Sales,Profit,Margin
      East,"$1,234.50","$(12.00)",12.5%
      West,"$10,000.00",$45.10,9.0%
      North,$99.99,$3.00,3.1%
      South,"$2,000.00",$1.50,0.5%

      """, ["Sales", "Profit", "Margin"], aside: ["Region: words"], rows: 4),
    RealTable(
      "accounting_parens.csv",
      """
      item,2022,2023
      revenue,1200,1300
      costs,(900),(950)
      tax,(60),(70)
      profit,240,280

      """, ["2022", "2023"], aside: ["item: words"], rows: 4),
    RealTable(
      "excel_trailing.csv",
      """
      a;b;c;;
      1;2;3;;
      4;5;7;;
      7;8;1;;

      """, ["a", "b", "c"], aside: ["column 4: empty", "column 5: empty"], rows: 3),
    RealTable(
      "excel_blank_lead.csv",
      """
      ;;;
      ;;;
      Name;A;B;
      x;1,5;2;
      y;2,5;3;
      z;7,5;9;

      """, ["A", "B"], aside: ["Name: words", "column 4: empty"], rows: 3),
    RealTable(
      "percent.csv",
      """
      country,share,growth
      A,12.5%,-1.2%
      B,30%,2.0%
      C,7.25%,0.4%
      D,50%,1.0%

      """, ["share", "growth"], aside: ["country: words"], rows: 4),
    RealTable(
      "thousands.csv",
      """
      city,pop,area
      A,"1,234,567",12.5
      B,"987,654",9.1
      C,"12,345",3.3

      """, ["pop", "area"], aside: ["city: words"], rows: 3),
    RealTable(
      "unicode_minus.csv",
      """
      x,y,n
      \u{2212}1.5,2,a
      3.5,\u{2212}4,b
      0.5,1,c

      """, ["x", "y"], aside: ["n: words"], rows: 3),
    RealTable(
      "money_plain.csv",
      """
      item,price
      a,$5
      b,$7.5
      c,9
      d,$3

      """, ["price"], aside: ["item: words"], rows: 4),
    RealTable(
      "total_row.csv",
      """
      region,sales,cost
      East,10,5.5
      West,20,6.5
      North,30,8
      Total,60,20

      """, ["sales", "cost"], aside: ["region: words"], rows: 3),
    RealTable(
      "total_not.csv",
      """
      region,sales,cost
      East,10,5.5
      West,20,6.5
      North,30,8
      Total Wine,61,22

      """, ["sales", "cost"], aside: ["region: words"], rows: 4),
  ]
}
