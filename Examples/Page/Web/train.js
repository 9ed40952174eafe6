import { Chart } from './chart.js'
import { ask } from './client.js'
import { byId, fixed, moves, pause, say } from './drawing.js'
import { Field } from './field.js'

// The first picture: gradient descent, step by step.

const RATE = 0.01
const MOST = 60

export async function train({ points, start }) {
  const field = new Field(byId('train-field'), points)
  let [places, losses, running] = [[start], [], 0]

  async function show() {
    const centroids = places[places.length - 1]
    const piece = await ask('piece', { centroids })
    losses[places.length - 1] = piece.loss
    field.label(piece.labels)
    field.placeCentroids(centroids)
    field.scaled.replaceChildren(...centroids.map((_, cluster) => field.trail(places.map((place) => place[cluster]), cluster)))
    const chart = new Chart(byId('train-losses'), { from: 0, to: MOST, low: 0, high: Math.max(...losses) * 1.08 })
    chart.horizontal(0, 'base')
    chart.curve(losses.map((loss, step) => [step, loss]), 'line')
    chart.dot(losses.length - 1, piece.loss, 'end')
    chart.ticks([0, 20, 40, 60])
    say(byId('train-out'), `Step ${places.length - 1}: the loss is ${fixed(piece.loss, 1)}.`)
  }

  // One after the other, however fast somebody presses.
  let turn = Promise.resolve()
  const step = () => (turn = turn.then(takeStep))

  async function takeStep() {
    if (places.length > MOST) return false
    places.push(await ask('step', { centroids: places[places.length - 1], way: 0, rate: RATE }))
    await show()
    return true
  }

  byId('train-step').onclick = () => {
    running++
    byId('train-out').setAttribute('aria-busy', 'false')
    return step()
  }
  byId('train-run').onclick = async () => {
    const run = ++running
    // Aloud at the end only.
    byId('train-out').setAttribute('aria-busy', 'true')
    while (run === running && (await step())) if (moves()) await pause(70)
    if (run === running) byId('train-out').setAttribute('aria-busy', 'false')
  }
  byId('train-reset').onclick = () => {
    running++
    byId('train-out').setAttribute('aria-busy', 'false')
    turn = turn.then(() => {
      ;[places, losses] = [[start], []]
      return show()
    })
  }
  await show()
}
