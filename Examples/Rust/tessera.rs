//! What the example needs of tessera.h: its declarations, and owners that free what they hold.

use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::ptr::{null, null_mut};

/// `tessera_matrix`.
#[repr(C)]
struct Matrix {
    elements: *const c_void,
    rows: i64,
    columns: i64,
    row_stride: i64,
    kind: i32,
}

const FLOAT64: i32 = 1;

#[link(name = "tessera-c")]
extern "C" {
    fn tessera_version() -> *const c_char;
    fn tessera_last_error() -> *const c_char;
    fn tessera_kmeans_create(clusters: i64, result: *mut *mut c_void) -> c_int;
    fn tessera_kmeans_free(kmeans: *mut c_void);
    fn tessera_kmeans_set_integer(kmeans: *mut c_void, name: *const c_char, value: i64) -> c_int;
    fn tessera_kmeans_fit(
        kmeans: *const c_void, points: *const Matrix, weights: *const f64, result: *mut *mut c_void,
    ) -> c_int;
    fn tessera_model_free(model: *mut c_void);
    fn tessera_model_clusters(model: *const c_void) -> i64;
    fn tessera_model_iterations(model: *const c_void) -> i64;
    fn tessera_model_inertia(model: *const c_void) -> f64;
    fn tessera_model_copy_counts(model: *const c_void, counts: *mut i64) -> c_int;
    fn tessera_model_assign(
        model: *const c_void, points: *const Matrix, labels: *mut i32, distances: *mut f64, inertia: *mut f64,
    ) -> c_int;
}

/// A status that is not 0, and what the library says of it.
#[derive(Debug)]
pub struct Error {
    pub status: i32,
    pub message: String,
}

fn checked(status: c_int) -> Result<(), Error> {
    if status == 0 {
        return Ok(());
    }
    let message = unsafe { CStr::from_ptr(tessera_last_error()) }.to_string_lossy().into_owned();
    Err(Error { status, message })
}

pub fn version() -> String {
    unsafe { CStr::from_ptr(tessera_version()) }.to_string_lossy().into_owned()
}

/// Rows side by side.
pub struct Rows<'a> {
    pub elements: &'a [f64],
    pub columns: usize,
}

impl Rows<'_> {
    fn count(&self) -> usize {
        self.elements.len() / self.columns
    }

    fn matrix(&self) -> Matrix {
        let (rows, columns) = (self.count() as i64, self.columns as i64);
        Matrix { elements: self.elements.as_ptr().cast(), rows, columns, row_stride: 0, kind: FLOAT64 }
    }
}

pub struct KMeans(*mut c_void);

impl KMeans {
    pub fn new(clusters: usize) -> Result<Self, Error> {
        let mut made = null_mut();
        checked(unsafe { tessera_kmeans_create(clusters as i64, &mut made) })?;
        Ok(KMeans(made))
    }

    pub fn set(&mut self, name: &str, value: i64) -> Result<(), Error> {
        let name = CString::new(name).expect("a name has no zeros");
        checked(unsafe { tessera_kmeans_set_integer(self.0, name.as_ptr(), value) })
    }

    pub fn fit(&self, rows: &Rows) -> Result<Model, Error> {
        let mut made = null_mut();
        checked(unsafe { tessera_kmeans_fit(self.0, &rows.matrix(), null(), &mut made) })?;
        Ok(Model(made))
    }
}

impl Drop for KMeans {
    fn drop(&mut self) {
        unsafe { tessera_kmeans_free(self.0) }
    }
}

pub struct Model(*mut c_void);

impl Model {
    pub fn inertia(&self) -> f64 {
        unsafe { tessera_model_inertia(self.0) }
    }

    pub fn iterations(&self) -> i64 {
        unsafe { tessera_model_iterations(self.0) }
    }

    pub fn counts(&self) -> Result<Vec<i64>, Error> {
        let mut counts = vec![0; unsafe { tessera_model_clusters(self.0) } as usize];
        checked(unsafe { tessera_model_copy_counts(self.0, counts.as_mut_ptr()) })?;
        Ok(counts)
    }

    /// The nearest centroid of each row, and the inertia.
    pub fn assign(&self, rows: &Rows) -> Result<(Vec<i32>, f64), Error> {
        let (mut labels, mut inertia) = (vec![0; rows.count()], 0.0);
        checked(unsafe {
            tessera_model_assign(self.0, &rows.matrix(), labels.as_mut_ptr(), null_mut(), &mut inertia)
        })?;
        Ok((labels, inertia))
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        unsafe { tessera_model_free(self.0) }
    }
}
