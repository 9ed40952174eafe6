/// Quotation marks, padding, line ends.
extension RealTable {
  static let quoted = [
    RealTable(
      "quotes_bad.csv",
      """
      item,w,h
      "5"" pipe",1.5,2
      5" pipe,2.5,3
      'tis,3.5,9
      "open,4.5,7

      """, ["w", "h"], aside: ["item: words"], rows: 4),
    RealTable(
      "apostrophe_names.csv",
      """
      name,x
      O'Brien,1.5
      'tis,2.5
      "d'Arc",4

      """, ["x"], aside: ["name: words"], rows: 3),
    RealTable(
      "dup_heading.csv",
      """
      x,x,y
      1,2,3
      4,5,7
      7,8,1

      """, ["x", "x", "y"], rows: 3),
    RealTable(
      "cr_only.csv", "a,b\r1,2.5\r3,4.5\r5,1.5\r", ["a", "b"], rows: 3),
    RealTable(
      "spaces_after_comma.csv",
      """
      a, b, c
      1, 2.5, x
      3, 4.5, y
      5, 1.5, z

      """, ["a", "b"], aside: ["c: words"], rows: 3),
    RealTable(
      "gene_expression.tsv",
      """
      gene_id\tgene_name\tctrl_1\tctrl_2\ttreat_1
      ENSG00000000000\tG0\t7.269\t7.602\t7.871
      ENSG00000000001\tG1\t8.227\t5.677\t8.888
      ENSG00000000002\tG2\t9.609\t6.159\t8.620
      ENSG00000000003\tG3\t8.977\t9.279\t11.224

      """, ["ctrl_1", "ctrl_2", "treat_1"], aside: ["gene_id: words", "gene_name: words"], rows: 4),
  ]
}
