//! Clusters a table in Rust: make run, in this folder.

mod tessera;

use tessera::{Error, KMeans, Rows};

fn main() -> Result<(), Error> {
    // A heading, then four numbers a line.
    let path = std::env::args().nth(1).unwrap_or("../Data/iris.csv".into());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|reason| panic!("{path}: {reason}"));
    let elements: Vec<f64> = text
        .lines()
        .skip(1)
        .flat_map(|line| line.split(','))
        .map(|number| number.trim().parse().unwrap_or_else(|reason| panic!("{path}: {number}: {reason}")))
        .collect();
    let rows = Rows { elements: &elements, columns: 4 };

    let mut kmeans = KMeans::new(3)?;
    kmeans.set("seed", 7)?;
    let model = kmeans.fit(&rows)?;
    println!("tessera {}", tessera::version());
    println!("inertia {:.8} after {} updates", model.inertia(), model.iterations());
    println!("sizes {:?}", model.counts()?);
    let (labels, inertia) = model.assign(&rows)?;
    println!("assigned anew: {} labels, inertia {inertia:.8}", labels.len());

    // What was wrong is said.
    if let Err(error) = kmeans.set("speed", 1) {
        println!("status {}: {}", error.status, error.message);
    }
    Ok(())
}
