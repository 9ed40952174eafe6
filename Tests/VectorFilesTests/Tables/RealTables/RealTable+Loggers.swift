/// Lines around a table: remarks, units, sources.
extension RealTable {
  static let loggers = [
    RealTable(
      "google_trends.csv",
      """
      Category: All categories

      Week,swift: (Worldwide),rust: (Worldwide)
      2020-01-05,44,88
      2020-01-12,70,52
      2020-01-19,100,90
      2020-01-26,65,86

      """, ["swift: (Worldwide)", "rust: (Worldwide)"], aside: ["Week: dates"], rows: 4),
    RealTable(
      "world_bank.csv",
      """
      \u{FEFF}"Data Source","World Development Indicators",

      "Last Updated Date","2023-07-06",

      "Country Name","Country Code","Indicator Name","Indicator Code","1960","1961","1962","1963","1964","1965",
      "Aruba","ARU","Population, total","SP.POP.TOTL","374070","890885","307152","30303","14676","860649",
      "Angola","ANG","Population, total","SP.POP.TOTL","670374","682400","193524","647397","377854","402006",
      "Albania","ALB","Population, total","SP.POP.TOTL","733429","478135","485073","273095","151423","415959",
      "Andorra","AND","Population, total","SP.POP.TOTL","544344","96142","296097","803105","367541","890072",
      "Austria","AUS","Population, total","SP.POP.TOTL","593737","590219","389303","468920","239153","791500",

      """, ["1960", "1961", "1962", "1963", "1964", "1965"],
      aside: [
        "Country Name: words", "Country Code: words", "Indicator Name: words", "Indicator Code: words",
        "column 11: empty",
      ], rows: 5),
    RealTable(
      "world_bank_footer.csv",
      """
      Country Name,Country Code,2018 [YR2018],2019 [YR2019],2020 [YR2020]
      Aruba,ARU,79165,68398,68807
      Angola,ANG,8138,20239,29439
      Albania,ALB,81172,19582,61864
      Andorra,AND,78208,6148,65939
      Austria,AUS,59454,79174,76197
      ,,,,
      ,,,,
      ,,,,
      Data from database: World Development Indicators,,,,
      Last Updated: 07/06/2023,,,,

      """, ["2018 [YR2018]", "2019 [YR2019]", "2020 [YR2020]"], aside: ["Country Name: words", "Country Code: words"],
      rows: 5),
    RealTable(
      "footer_short.csv",
      """
      a,b,c
      1,2.5,3
      2,3.5,1
      5,6.5,9

      Source: own measurements

      """, ["a", "b", "c"], rows: 3),
    RealTable(
      "nasa_exo.csv",
      """
      # This file was produced by the NASA Exoplanet Archive
      # COLUMN pl_name:   Planet Name
      # COLUMN pl_orbper: Orbital Period
      #
      pl_name,hostname,pl_orbper,pl_rade
      11 Com b,11 Com,326.03,12.1
      11 UMi b,11 UMi,516.2,12.3
      14 And b,14 And,185.84,12.9

      """, ["pl_orbper", "pl_rade"], aside: ["pl_name: words", "hostname: words"], rows: 3),
    RealTable(
      "percent_comments.txt",
      """
      % Matlab export
      % x y z
      1.5 2.5 3.5
      4.5 5.5 6.0
      1.0 2.0 9.5

      """, ["column 1", "column 2", "column 3"], rows: 3),
    RealTable(
      "units_line.csv",
      """
      time,temp,hum,pressure
      [s],[°C],[%],[hPa]
      0.0,21.5,40,1013.2
      0.5,21.6,41,1013.1
      1.0,21.9,40,1012.9

      """, ["time", "temp", "hum", "pressure"], rows: 3),
    RealTable(
      "units_line2.csv",
      """
      Timestamp;Temperature;Humidity
      yyyy-mm-dd;°C;%rH
      2020-01-01;21,5;40
      2020-01-02;21,6;41
      2020-01-03;20,6;44

      """, ["Temperature", "Humidity"], aside: ["Timestamp: dates"], rows: 3),
    RealTable(
      "logger_preamble.csv",
      """
      Device: TempLogger 3000
      Serial: 00123
      Start: 2020-01-01

      No.,Time,CH1,CH2
      1,2020-01-01 00:00:00,19.53,20.85
      2,2020-01-01 00:01:00,20.32,21.41
      3,2020-01-01 00:02:00,19.84,21.23
      4,2020-01-01 00:03:00,18.72,20.07

      """, ["CH1", "CH2"], aside: ["No.: row numbers", "Time: dates"], rows: 4),
    RealTable(
      "lab_preamble_wide.csv",
      """
      Experiment,Plate 1,,
      Operator,Jane,,
      ,,,
      Well,OD600,GFP,RFP
      A1,0.390,631,64
      A2,0.384,343,54
      A3,0.560,512,53
      B1,0.454,683,65
      B2,0.452,417,51
      B3,0.569,432,73

      """, ["OD600", "GFP", "RFP"], aside: ["Well: words"], rows: 6),
    RealTable(
      "stars_preamble.dat",
      """
      *****************
      *** Weekly    ***
      *** averages  ***
      *****************

      site year value
      MLO 1974 330.1
      MLO 1975 331.2
      MLO 1977 333.0
      MLO 1978 335.2

      """, ["year", "value"], aside: ["site: words"], rows: 4),
    RealTable(
      "bls.csv",
      """
      Series Id:           LNS14000000Q

      Seasonally Adjusted
      Series title:        (Seas) Unemployment Rate
      Age:                 16 years and over

      Series id,Year,Period,Value,
      LNS14000000Q,1959,Q01,3.7
      LNS14000000Q,1959,Q02,4.7
      LNS14000000Q,1959,Q03,5.1
      LNS14000000Q,1959,Q04,4.1

      """, ["Year", "Value"], aside: ["Series id: words", "Period: words"], rows: 4),
    RealTable(
      "geo_series.txt",
      """
      !Series_title\t"Study"
      !Sample_title\t"a"\t"b"\t"c"
      !series_matrix_table_begin
      "ID_REF"\t"GSM1"\t"GSM2"\t"GSM3"
      "1000_at"\t7.630\t7.678\t7.489
      "1001_at"\t10.272\t5.815\t4.297
      "1002_at"\t12.383\t10.339\t6.994
      "1003_at"\t9.104\t10.398\t7.982
      "1004_at"\t7.913\t10.234\t10.703
      "1005_at"\t6.610\t5.587\t5.658
      "1006_at"\t7.107\t10.373\t10.739
      "1007_at"\t6.930\t8.285\t10.068
      "1008_at"\t9.617\t8.704\t12.942
      "1009_at"\t8.523\t6.349\t7.609
      !series_matrix_table_end

      """, ["GSM1", "GSM2", "GSM3"], aside: ["ID_REF: words"], rows: 10),
    RealTable(
      "gistemp.csv",
      """
      Land-Ocean: Global Means
      Year,Jan,Feb,Mar
      1880,-.53,.51,-.17
      1881,-.12,.13,-.48
      1882,-.57,.30,-.29
      1883,-.10,.30,-.59

      """, ["Jan", "Feb", "Mar"], aside: ["Year: row numbers"], rows: 4),
  ]
}
