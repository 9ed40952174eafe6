public import ArgumentParser
public import Clustering
public import Mixtures
public import Pictures
public import Tessera

extension SolverName: ExpressibleByArgument {}
extension OptimizerName: ExpressibleByArgument {}
extension MethodName: ExpressibleByArgument {}
extension ClusteringMethod.SplitRule: ExpressibleByArgument {}
extension ColumnScaling.Method: ExpressibleByArgument {}
extension AssignmentPath: ExpressibleByArgument {}
extension Metric: ExpressibleByArgument {}
extension CovarianceKind: ExpressibleByArgument {}
extension CentroidName: ExpressibleByArgument {}
extension CentroidKind.MedoidDistance: ExpressibleByArgument {}
extension LabelStability.Source: ExpressibleByArgument {}
extension PictureSpace: ExpressibleByArgument {}
extension Dithering: ExpressibleByArgument {}
