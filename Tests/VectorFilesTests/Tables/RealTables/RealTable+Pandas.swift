/// What pandas writes.
extension RealTable {
  static let pandas = [
    RealTable(
      "pd_index.csv",
      """
      ,a,b
      0,1.546,2.513
      1,2.759,2.395
      2,0.337,1.949
      3,1.789,1.292

      """, ["a", "b"], aside: ["column 1: row names"], rows: 4),
    RealTable(
      "pd_filtered_index.csv",
      """
      ,a,b
      0,2.504,3.452
      3,1.542,2.504
      4,0.688,4.076
      9,2.557,3.627

      """, ["a", "b"], aside: ["column 1: row names"], rows: 4),
    RealTable(
      "pd_unnamed0.csv",
      """
      Unnamed: 0,a,b
      0,0.179,3.659
      3,2.076,0.648
      4,1.306,2.091
      9,0.742,2.028

      """, ["a", "b"], aside: ["Unnamed: 0: row names"], rows: 4),
    RealTable(
      "pd_multiindex_rows.csv",
      """
      city,year,price,area
      A,2019,1.5,20
      A,2020,1.7,21
      B,2019,2.5,30
      B,2020,2.6,33
      C,2019,4.5,31
      C,2020,4.6,36

      """, ["year", "price", "area"], aside: ["city: words"], rows: 6),
    RealTable(
      "pd_multiindex_rows_unnamed.csv",
      """
      ,,price,area
      0,0,1.5,20
      0,1,1.7,21
      1,0,2.5,30
      1,1,2.6,33
      2,0,4.5,31
      2,1,4.6,36

      """, ["price", "area"], aside: ["column 1: row names", "column 2: row names"], rows: 6),
    RealTable(
      "pd_multiindex_cols.csv",
      """
      ,price,price,area,area
      ,mean,std,mean,std
      0,0.721,1.889,18.116,5.226
      1,2.602,1.011,21.452,3.759
      2,2.071,1.089,17.071,3.989
      3,0.805,0.932,20.999,4.784

      """, ["price mean", "price std", "area mean", "area std"], aside: ["column 1: row names"], rows: 4),
    RealTable(
      "yfinance.csv",
      """
      Price,Close,High,Low,Open,Volume
      Ticker,AAPL,AAPL,AAPL,AAPL,AAPL
      Date,,,,,
      2020-01-02,72.698351,72.259612,69.273732,67.595096,198183956
      2020-01-03,69.811566,69.439375,71.782686,69.136819,198480268
      2020-01-04,70.973274,75.240455,72.199156,69.059135,163558487
      2020-01-05,74.140357,75.706917,71.843876,72.241223,113327765

      """, ["Close", "High", "Low", "Open", "Volume"], aside: ["Price: dates"], rows: 4),
    RealTable(
      "pd_bool.csv",
      """
      a,b,flag
      1.5,2.25,True
      2.5,3.5,False
      3.5,4.5,True

      """, ["a", "b"], aside: ["flag: truth values"], rows: 3),
    RealTable(
      "pd_index_label.csv",
      """
      index,a,b
      5,1.5,2.25
      7,2.5,3.5
      9,3.5,4.5

      """, ["a", "b"], aside: ["index: ids"], rows: 3),
    RealTable(
      "centroids_pandas.csv",
      """
      0,1,2,3
      5.0,3.4,1.4,0.2
      5.9,2.7,4.2,1.3
      6.5,3.0,5.5,2.0

      """, ["0", "1", "2", "3"], rows: 3),
  ]
}
