/// What R writes and prints.
extension RealTable {
  static let r = [
    RealTable(
      "r_write_csv.csv",
      """
      "","Sepal.Length","Sepal.Width","Petal.Length","Petal.Width","Species"
      "1",5.0,3.4,1.2,0.4,"setosa"
      "2",4.9,2.9,2.1,0.3,"setosa"
      "3",5.0,3.2,1.8,0.3,"setosa"
      "4",5.2,2.7,1.4,0.3,"setosa"

      """, ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"],
      aside: ["column 1: row names", "Species: words"], rows: 4),
    RealTable(
      "r_write_csv2.csv",
      """
      "";"Sepal.Length";"Sepal.Width";"Petal.Length";"Petal.Width";"Species"
      "1";5,0;3,4;1,2;0,4;"setosa"
      "2";4,9;2,9;2,1;0,3;"setosa"
      "3";5,0;3,2;1,8;0,3;"setosa"
      "4";5,2;2,7;1,4;0,3;"setosa"

      """, ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"],
      aside: ["column 1: row names", "Species: words"], rows: 4),
    RealTable(
      "r_write_table.txt",
      """
      "Sepal.Length" "Sepal.Width" "Petal.Length" "Petal.Width" "Species"
      "1" 5.0 3.4 1.2 0.4 "setosa"
      "2" 4.9 2.9 2.1 0.3 "setosa"
      "3" 5.0 3.2 1.8 0.3 "setosa"

      """, ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"],
      aside: ["column 1: row names", "Species: words"], rows: 3),
    RealTable(
      "r_print.txt",
      """
          Sepal.Length Sepal.Width Petal.Length Petal.Width Species
      1             5.0          3.4          1.2          0.4      setosa
      2             4.9          2.9          2.1          0.3      setosa
      3             5.0          3.2          1.8          0.3      setosa

      """, ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width"],
      aside: ["column 1: row names", "Species: words"], rows: 3),
    RealTable(
      "old_faithful.txt",
      """
           eruptions waiting
      1        3.303      94
      2        2.195      82
      3        2.822      61

      """, ["eruptions", "waiting"], aside: ["column 1: row names"], rows: 3),
    RealTable(
      "USArrests.csv",
      """
      "","Murder","Assault","UrbanPop","Rape"
      "Alabama",5.7,223,88,16.0
      "Alaska",5.2,238,61,26.3
      "New York",9.1,223,31,20.2
      "Ohio",10.2,166,49,19.1
      "Texas",5.8,143,41,17.6
      "Utah",6.9,202,46,24.4

      """, ["Murder", "Assault", "UrbanPop", "Rape"], aside: ["column 1: row names"], rows: 6),
    RealTable(
      "mtcars_na.csv",
      """
      car,mpg,cyl,disp
      Mazda RX4,21,6,160
      Mazda RX4 Wag,21,6,160
      Datsun 710,22.8,4,108
      Hornet 4 Drive,21.4,6,258

      """, ["mpg", "cyl", "disp"], aside: ["car: words"], rows: 4),
  ]
}
