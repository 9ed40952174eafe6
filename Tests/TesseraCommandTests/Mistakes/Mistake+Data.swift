extension Mistake {
  static let missingFiles = [
    Mistake("A slip in a name", "tessera fit pionts.csv -k 2"),
    Mistake("Another suffix", "tessera fit points.tsv -k 2"),
    Mistake("A file as a folder", "tessera fit points.csv/points.csv -k 2"),
    Mistake("An empty folder", "tessera fit empty -k 2"),
    Mistake("A folder without tables", "tessera fit notes -k 2"),
    Mistake("A pattern that nothing matches", "tessera fit 'data/*.csv' -k 2"),
    Mistake("An address", "tessera fit https://example.org/points.csv -k 2"),
    Mistake("Nothing on standard input", "tessera fit - -k 2 < /dev/null"),
  ]

  static let foreignFiles = [
    Mistake("An empty file", "touch nothing.csv", "tessera fit nothing.csv -k 2"),
    Mistake("A heading alone", #"printf 'x,y\n' > heading.csv"#, "tessera fit heading.csv -k 2"),
    Mistake("An image", "tessera fit photo.png -k 2"),
    Mistake("A workbook", "tessera fit book.xlsx -k 2"),
    Mistake("A pickle", "tessera fit points.pkl -k 2"),
    Mistake("Python objects in an array", "tessera fit objects.npy -k 2"),
    Mistake("An array of three dimensions", "tessera fit cube.npy -k 2"),
    Mistake("An array that is cut off", "tessera fit cut.npy -k 2"),
    Mistake("An array that the archive lacks", "tessera fit arrays.npz:Z -k 2"),
    Mistake("A tensor that the file lacks", "tessera fit three.safetensors --member means -k 2"),
    Mistake(
      "A model as points", "tessera fit points.csv -k 2 -o centres.safetensors > /dev/null 2>&1",
      "tessera fit centres.safetensors -k 2"),
    Mistake(
      "Time series", #"printf '@problemName x\n@data\n1.0,2.0:3.0\n' > x.ts"#, "tessera fit x.ts -k 2"),
    Mistake("A member of a file without members", "tessera fit points.csv --member X -k 2"),
    Mistake("A gzip file that is cut off", "tessera fit cut.csv.gz -k 2"),
    Mistake("A zstandard file that is damaged", "tessera fit damaged.csv.zst -k 2"),
    Mistake(
      "A broken line of JSON", #"printf '{"x":1,"y":2}\n{"x":3,"y":}\n' > broken.jsonl"#,
      "tessera fit broken.jsonl -k 2"),
    Mistake(
      "Lines of JSON that end too early", #"printf '{"x":1,"y":2}\n{"x":3,"y":' > cut.jsonl"#,
      "tessera fit cut.jsonl -k 2"),
  ]

  static let cells = [
    Mistake(
      "A word among numbers", #"printf 'x,y\n1,2\n3,four\n5,6\n7,8\n' > word.csv"#, "tessera fit word.csv -k 2"),
    Mistake("A value that is missing", #"printf 'x,y\n1,2\n3,\n5,6\n' > missing.csv"#, "tessera fit missing.csv -k 2"),
    Mistake("Not a number", #"printf 'x,y\n1,2\n3,nan\n5,6\n' > nan.csv"#, "tessera fit nan.csv -k 2"),
    Mistake("Infinity", #"printf 'x,y\n1,2\n3,inf\n5,6\n' > infinite.csv"#, "tessera fit infinite.csv -k 2"),
    Mistake("A row that is too long", #"printf 'x,y\n1,2\n3,4,5\n6,7\n' > ragged.csv"#, "tessera fit ragged.csv -k 2"),
    Mistake(
      "Decimal commas that were not said", #"printf 'x;y\n1,5;2\n2,5;3\n' > comma.csv"#,
      "tessera fit comma.csv -k 2 --thousands"),
    Mistake(
      "Thousands, said to be decimals", #"printf 'x;y\n1.234.567;2\n2.345.678;3\n' > grouped.csv"#,
      "tessera fit grouped.csv -k 2 --decimal-comma"),
    Mistake(
      "Some percent signs", #"printf 'x,y\n10%%,2\n20%%,3\n30,4\n' > percent.csv"#,
      "tessera fit percent.csv --columns x -k 2"),
    Mistake(
      "A number beyond all measure", #"printf 'x\n1\n2\n1e300\n4\n' > huge.csv"#, "tessera fit huge.csv -k 3"),
  ]

  static let columns = [
    Mistake("Words alone", #"printf 'name,town\nann,oslo\nbo,rome\n' > words.csv"#, "tessera fit words.csv -k 2"),
    Mistake(
      "Numbers that name the rows", #"printf 'id,name\n7,ann\n9,bo\n' > ids.csv"#, "tessera fit ids.csv -k 2"),
    Mistake(
      "Lists in cells", #"printf 'name,place\nann,"[1.5, 2]"\nbo,"[3.5, 4]"\n' > lists.csv"#,
      "tessera fit lists.csv -k 2"),
    Mistake(
      "A column of words", #"printf 'name,x\nann,1\nbo,2\n' > names.csv"#,
      "tessera fit names.csv -k 2 --columns name,x"),
    Mistake("A column that does not exist", "tessera fit points.csv -k 2 --columns x,z"),
    Mistake("A place behind the last column", "tessera fit points.csv -k 2 --columns 2-3"),
    Mistake("A column of ids that does not exist", "tessera fit points.csv -k 2 --id-column name"),
    Mistake("All columns left out", "tessera fit points.csv -k 2 --skip-columns 'x,y'"),
    Mistake(
      "Parts of different columns", "mkdir parts; cp points.csv parts/1.csv",
      #"printf 'x,z\n1,2\n' > parts/2.csv"#, "tessera fit parts -k 2"),
  ]
}
