/// The rules of gradient solvers belong to their options.
@_exported public import Descent
