internal import CLibrary

func naturalLogarithm(_ x: Double) -> Double { log(x) }

func naturalExponential(_ x: Double) -> Double { exp(x) }
