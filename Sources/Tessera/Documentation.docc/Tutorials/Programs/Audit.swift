import Tessera

let scores = Tensor([0.2, 1.1, 0.9], shape: [3])
let costs = Tensor([3.0, 2, 1], shape: [3])
let audit = gradientAudit(at: [scores]) { inputs in
  (costs * inputs[0].argmax(alongAxis: 0).oneHot(3)).sum()
}
print(audit)
