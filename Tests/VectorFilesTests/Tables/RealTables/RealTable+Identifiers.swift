/// Columns that name rows, or their classes.
extension RealTable {
  static let identifiers = [
    RealTable(
      "wdbc.data",
      """
      38721745,B,17.76,17.50,102.9,0.1004
      87388868,B,11.20,23.19,65.2,0.1044
      42264276,B,12.35,10.36,102.8,0.0955
      67353653,B,15.29,18.77,101.4,0.1027
      43640142,M,12.52,11.77,92.0,0.0973
      32562866,M,9.46,13.74,80.8,0.0987
      38270105,B,15.79,29.03,97.0,0.0968
      63120714,B,12.80,18.92,93.7,0.1056
      72111569,B,17.83,21.49,105.9,0.1059
      3562029,B,12.34,19.35,107.6,0.0965
      59366055,B,9.32,20.77,105.0,0.0815
      49312402,B,13.72,17.76,42.6,0.1067
      75053184,B,14.61,18.76,95.3,0.0938
      11703481,B,15.60,18.50,33.0,0.1030
      79042966,B,17.08,23.08,108.1,0.1160
      82564683,M,14.31,18.28,78.5,0.1199
      73349553,M,13.52,19.51,89.9,0.0923
      10475362,B,16.51,18.95,77.4,0.1098
      70911057,M,13.79,17.02,94.5,0.1160
      68834507,M,15.75,27.11,53.9,0.0863

      """, ["column 3", "column 4", "column 5", "column 6"], aside: ["column 1: ids", "column 2: words"], rows: 20),
    RealTable(
      "geonames.txt",
      """
      3000342\tName0\tName0\t\t51.08312\t4.69699\tP\tPPL\tCH\t\t52418\t\t452\tEurope/Zurich\t2020-01-01
      3001876\tName1\tName1\t\t46.31278\t8.29097\tP\tPPL\tCH\t\t75912\t\t819\tEurope/Zurich\t2020-01-02
      3002713\tName2\tName2\t\t46.32813\t7.41205\tP\tPPL\tCH\t\t69769\t\t837\tEurope/Zurich\t2020-01-03
      3003276\tName3\tName3\t\t47.68749\t6.74045\tP\tPPL\tCH\t\t52457\t\t876\tEurope/Zurich\t2020-01-04
      3004101\tName4\tName4\t\t43.42363\t3.62462\tP\tPPL\tCH\t\t23542\t\t689\tEurope/Zurich\t2020-01-05
      3005851\tName5\tName5\t\t45.58642\t11.01584\tP\tPPL\tCH\t\t60710\t\t622\tEurope/Zurich\t2020-01-06
      3006841\tName6\tName6\t\t45.61098\t10.03649\tP\tPPL\tCH\t\t62282\t\t484\tEurope/Zurich\t2020-01-07
      3007266\tName7\tName7\t\t45.79215\t6.03290\tP\tPPL\tCH\t\t87945\t\t770\tEurope/Zurich\t2020-01-08
      3008276\tName8\tName8\t\t45.39470\t8.12234\tP\tPPL\tCH\t\t69389\t\t886\tEurope/Zurich\t2020-01-09
      3009787\tName9\tName9\t\t47.33136\t9.18078\tP\tPPL\tCH\t\t82001\t\t431\tEurope/Zurich\t2020-01-10
      3010237\tName10\tName10\t\t46.05657\t9.22627\tP\tPPL\tCH\t\t63148\t\t895\tEurope/Zurich\t2020-01-11
      3011225\tName11\tName11\t\t45.90214\t8.38891\tP\tPPL\tCH\t\t32904\t\t339\tEurope/Zurich\t2020-01-12
      3012256\tName12\tName12\t\t47.19740\t9.79140\tP\tPPL\tCH\t\t69399\t\t348\tEurope/Zurich\t2020-01-13
      3013339\tName13\tName13\t\t47.36444\t10.38502\tP\tPPL\tCH\t\t50595\t\t704\tEurope/Zurich\t2020-01-14
      3014641\tName14\tName14\t\t42.72565\t9.15547\tP\tPPL\tCH\t\t53698\t\t363\tEurope/Zurich\t2020-01-15
      3015301\tName15\tName15\t\t46.45086\t9.55160\tP\tPPL\tCH\t\t1206\t\t391\tEurope/Zurich\t2020-01-16
      3016799\tName16\tName16\t\t47.45655\t5.12610\tP\tPPL\tCH\t\t54609\t\t670\tEurope/Zurich\t2020-01-17
      3017981\tName17\tName17\t\t46.35329\t7.35591\tP\tPPL\tCH\t\t19456\t\t884\tEurope/Zurich\t2020-01-18
      3018467\tName18\tName18\t\t50.32812\t6.35803\tP\tPPL\tCH\t\t16090\t\t594\tEurope/Zurich\t2020-01-19
      3019828\tName19\tName19\t\t46.46543\t8.32807\tP\tPPL\tCH\t\t54270\t\t720\tEurope/Zurich\t2020-01-20

      """, ["column 5", "column 6", "column 11", "column 13"],
      aside: [
        "column 1: ids", "column 2: words", "column 3: words", "column 4: empty", "column 7: words", "column 8: words",
        "column 9: words", "column 10: empty", "column 12: empty", "column 14: words", "column 15: dates",
      ], rows: 20),
    RealTable(
      "ids_unsorted_named.csv",
      """
      station_id,x,y
      17,1.5,2
      17,2.5,3
      4,3.5,9
      4,1.5,1

      """, ["x", "y"], aside: ["station_id: ids"], rows: 4),
    RealTable(
      "zoo.csv",
      """
      animal_name,hair,feathers,eggs,legs,tail,class_type
      a0,0,1,1,4,0,5
      a1,1,0,0,2,1,4
      a2,0,0,1,6,1,6
      a3,0,1,1,0,0,7
      a4,1,0,0,0,1,6
      a5,1,0,1,2,0,5
      a6,1,0,1,6,1,4
      a7,0,1,0,2,0,2
      a8,0,1,0,0,0,1
      a9,1,1,1,0,1,4
      a10,0,1,0,0,0,3
      a11,0,1,0,6,1,4
      a12,0,0,0,4,1,7
      a13,0,1,1,0,1,2
      a14,1,1,1,4,1,5
      a15,1,1,1,6,1,4
      a16,0,1,1,6,0,7
      a17,0,1,0,0,1,3
      a18,0,0,1,0,1,3
      a19,1,1,0,0,0,5
      a20,1,1,0,0,0,1

      """, ["hair", "feathers", "eggs", "legs", "tail"], aside: ["animal_name: words", "class_type: a class"], rows: 21),
    RealTable(
      "movielens.csv",
      """
      userId,movieId,rating,timestamp
      1,6205,4.5,848401685
      1,3768,3,963057066
      1,7297,5,866840943
      1,199,4.5,1280800612
      1,8848,5,1132450017
      1,3665,3,946134823

      """, ["rating"], aside: ["userId: ids", "movieId: ids", "timestamp: dates"], rows: 6),
  ]
}
