/// Files of the UCI repository, of Weka and the like, as they are laid out there.
extension RealTable {
  static let repositories = [
    RealTable(
      "iris.data",
      """
      5.0,3.4,1.2,0.4,Iris-setosa
      4.9,2.9,2.1,0.3,Iris-setosa
      5.0,3.2,1.8,0.3,Iris-setosa
      5.2,2.7,1.4,0.3,Iris-setosa
      4.5,2.5,1.0,0.3,Iris-setosa

      """, ["column 1", "column 2", "column 3", "column 4"], aside: ["column 5: words"], rows: 5),
    RealTable(
      "abalone.data",
      """
      I,0.410,0.395,0.141,13
      F,0.401,0.606,0.065,4
      F,0.454,0.529,0.112,12
      M,0.486,0.429,0.088,15
      I,0.424,0.530,0.117,15

      """, ["column 2", "column 3", "column 4", "column 5"], aside: ["column 1: words"], rows: 5),
    RealTable(
      "auto-mpg.data",
      """
      20.5   4   209.9      60.0      2635.      18.5   75  2\t"ford torino"
      19.3   4   155.8      130.0      3570.      15.1   75  1\t"ford torino"
      18.3   6   192.4      127.0      2812.      13.9   81  2\t"plymouth satellite"
      15.9   4   216.3      102.0      4109.      15.1   73  1\t"amc rebel sst"
      12.5   8   193.7      94.0      2945.      15.6   77  3\t"chevrolet chevelle malibu"

      """, ["column 1", "column 2", "column 3", "column 4", "column 5", "column 6", "column 7", "column 8"],
      aside: ["column 9: words"], rows: 5),
    RealTable(
      "ecoli.data",
      """
      AAT_ECOLI  0.41  0.54  0.48  0.50  0.61   cp
      ACEA_ECOLI  0.46  0.37  0.48  0.50  0.44   im
      ACEK_ECOLI  0.52  0.45  0.48  0.50  0.59   cp
      ACKA_ECOLI  0.47  0.26  0.48  0.50  0.44   im
      ADI_ECOLI  0.40  0.51  0.48  0.50  0.37   pp

      """, ["column 2", "column 3", "column 4", "column 5", "column 6"], aside: ["column 1: words", "column 7: words"],
      rows: 5),
    RealTable(
      "housing.data",
      """
       0.57783   18.00   4.952  1 0.5556 6.067 343.0 393.61
       0.44377   12.50   3.944  0 0.5877 5.354 353.0 393.96
       0.64123    0.00   8.287  1 0.4724 6.320 314.0 394.61
       0.59743    0.00  10.087  1 0.3837 5.510 341.0 386.45
       0.52351   18.00  10.240  1 0.6181 6.530 391.0 388.82

      """, ["column 1", "column 2", "column 3", "column 4", "column 5", "column 6", "column 7", "column 8"], rows: 5),
    RealTable(
      "balance-scale.data",
      """
      B,1,1,1,1
      B,1,1,1,2
      L,1,1,1,3
      B,1,1,2,1
      L,1,1,2,2

      """, ["column 2", "column 3", "column 4", "column 5"], aside: ["column 1: words"], rows: 5),
    RealTable(
      "pipes.txt",
      """
      id|name|x|y
      17|a|1.5|2.5
      4|b|2.5|3.5
      99|c|4.5|1.5

      """, ["x", "y"], aside: ["id: ids", "name: words"], rows: 3),
    RealTable(
      "fortran.dat",
      """
        1.0D+00  2.5D-01  -3.0D+02
        2.0D+00  1.5D-01   4.0D+02
        5.0D+00  2.0D-01   1.0D+02

      """, ["column 1", "column 2", "column 3"], rows: 3),
    RealTable(
      "hex.csv",
      """
      addr,x,y
      0x1F,1.5,2
      0x2A,2.5,3
      0xFF,3.5,9

      """, ["x", "y"], aside: ["addr: hexadecimal numbers"], rows: 3),
    RealTable(
      "iris.arff",
      """
      % iris
      @RELATION iris

      @ATTRIBUTE sepallength\tREAL
      @ATTRIBUTE 'sepal width' NUMERIC
      @ATTRIBUTE class {Iris-setosa,Iris-virginica}

      @DATA
      5.1,3.5,Iris-setosa
      4.9,3.0,Iris-setosa
      7.0,3.2,Iris-virginica
      %
      %

      """, ["sepallength", "sepal width"], aside: ["class: words"], rows: 3),
    RealTable(
      "keel.dat",
      """
      @relation iris
      @attribute SepalLength real [4.3, 7.9]
      @attribute SepalWidth real [2.0, 4.4]
      @attribute Class {Iris-setosa, Iris-virginica}
      @inputs SepalLength, SepalWidth
      @outputs Class
      @data
      5.1, 3.5, Iris-setosa
      4.9, 3.0, Iris-setosa
      7.0, 3.2, Iris-virginica

      """, ["SepalLength", "SepalWidth"], aside: ["Class: words"], rows: 3),
    RealTable(
      "heart_scale.libsvm",
      """
      +1 1:0.708333 2:1 3:1 4:-0.320755
      -1 1:0.583333 2:-1 4:0.603774
      +1 1:0.166667 3:1 4:-0.433962\u{20}
      -1 2:1 3:-0.333333 4:0.1

      """, ["column 1", "column 2", "column 3", "column 4"], aside: ["label: a class"], rows: 4),
  ]
}
