extension Mistake {
  static let commandLine = [
    Mistake("No command", "tessera points.csv -k 2"),
    Mistake("An unknown command", "tessera cluster points.csv -k 2"),
    Mistake("An unknown command without options", "tessera cluster points.csv"),
    Mistake("A slip in a command", "tessera evalute points.csv --model three.safetensors"),
    Mistake("No data", "tessera fit"),
    Mistake("No data to choose for", "tessera choose"),
    Mistake("No data to assign", "tessera assign"),
    Mistake("No data to evaluate on", "tessera evaluate"),
    Mistake("No data to compare on", "tessera compare"),
    Mistake("No data to report on", "tessera report"),
    Mistake("No data, but a number", "tessera fit -k 3"),
    Mistake("A model without data", "tessera report model.safetensors -o report.html"),
    Mistake("Two files", "tessera fit points.csv points.csv -k 2"),
    Mistake("An unknown option", "tessera fit points.csv --metric cosine"),
    Mistake("Half an option", "tessera fit points.csv -k 2 --init random"),
    Mistake("Another program's option", "tessera fit points.csv --n_clusters 2"),
    Mistake("Two hyphens for one", "tessera fit points.csv --k 2"),
    Mistake("An option without its value", "tessera fit points.csv -k"),
    Mistake("An unknown solver", "tessera compare points.csv -k 2 --solver elkan"),
    Mistake("An option of another solver", "tessera fit points.csv -k 2 --batch-size 10"),
    Mistake("An unknown start", "tessera fit points.csv -k 2 --initializer kmeans++"),
    Mistake("An unknown scale", "tessera fit points.csv -k 2 --standardize cubic"),
    Mistake("A separator of two characters", "tessera fit points.csv -k 2 --separator ';;'"),
    Mistake("Standard input twice", "cat points.csv | tessera fit - -k 2 --weights -"),
  ]

  static let numbers = [
    Mistake("No number of clusters", "tessera fit points.csv"),
    Mistake("No clusters", "tessera fit points.csv -k 0"),
    Mistake("Fewer than none", "tessera fit points.csv -k -1"),
    Mistake("A fraction", "tessera fit points.csv -k 1.5"),
    Mistake("A word", "tessera fit points.csv -k two"),
    Mistake("More clusters than rows", "tessera fit points.csv -k 5"),
    Mistake(
      "More clusters than distinct rows", #"printf 'x,y\n1,2\n3,4\n1,2\n' > twice.csv"#, "tessera fit twice.csv -k 3"),
    Mistake("A range from large to small", "tessera choose points.csv -k 5..2"),
    Mistake("A range with a hyphen", "tessera choose points.csv -k 2-5"),
    Mistake("A range beyond the rows", "tessera choose points.csv -k 2..20"),
    Mistake("No threads", "tessera fit points.csv -k 2 --threads 0"),
    Mistake("An empty batch", "tessera fit points.csv -k 2 --solver gradient --batch-size 0"),
    Mistake("A negative seed", "tessera fit points.csv -k 2 --seed -1"),
    Mistake("A negative tolerance", "tessera fit points.csv -k 2 --tolerance -0.1"),
    Mistake(
      "A rate at which the descent diverges", "tessera fit points.csv -k 2 --solver gradient --learning-rate 9"),
  ]
}
