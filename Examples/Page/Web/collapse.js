import { Chart } from './chart.js'
import { ask } from './client.js'
import { byId, moves, pause, percent, say, short, svg, trouble } from './drawing.js'

// The third picture: the question's experiment, which collapses, and its cures.

const RULES = {
  asked: { rule: 0, chunk: 50, chunks: 80 },
  all: { rule: 1, chunk: 2, chunks: 40 },
  divided: { rule: 2, chunk: 1, chunks: 20 },
  newton: { rule: 3, chunk: 1, chunks: 12 },
}

// Where the chart of losses begins: below it comes no rule in its steps.
const LEAST = 15_500

export async function collapse() {
  let running = 0
  const form = byId('collapse-form')

  function draw(answers, { chunk, chunks }) {
    const { inertia, counts } = answers[answers.length - 1]
    const most = Math.max(...counts)
    const top = Math.max(200, most)
    byId('sizes').replaceChildren(
      ...counts.flatMap((count, cluster) => {
        const [width, height] = [100 / counts.length, (100 * count) / top]
        const kind = count === most && most > 200 ? 'bar most' : 'bar'
        const bar = svg('rect', {
          class: kind, x: percent(width * (cluster + 0.1)), width: percent(width * 0.8), y: percent(100 - height),
          height: percent(height),
        })
        if (count < most && count > 1) return [bar]
        const words = { x: percent(width * (cluster + 0.5)), y: percent(100 - height), dy: -5, 'text-anchor': 'middle' }
        return [bar, svg('text', words, short(count))]
      }),
      svg('line', { class: 'base', x1: 0, x2: '100%', y1: '100%', y2: '100%' }))
    const losses = answers.map((answer) => answer.inertia)
    const chart = new Chart(byId('collapse-losses'), { from: 0, to: chunk * chunks, low: LEAST, high: losses[0] * 1.02 })
    chart.horizontal(LEAST, 'base')
    chart.curve(losses.map((loss, index) => [index * chunk, loss]), 'line')
    chart.dot((losses.length - 1) * chunk, inertia, 'end')
    chart.ticks([0, chunk * chunks], short)
    chart.ends(short)
    const lone = counts.filter((count) => count <= 1).length
    say(byId('collapse-loss'), `Loss ${short(inertia)}`)
    byId('sizes').setAttribute('aria-label', `Points of each of ${counts.length} centroids: ${counts.join(', ')}.`)
    const few = lone === 0 ? 'each has two or more' : `${lone} of 20 have one or none`
    return `Step ${short((answers.length - 1) * chunk)}: the largest cluster has ${short(most)} of 1\u202f000 points, ${few}.`
  }

  async function run() {
    const mine = ++running
    const how = RULES[form.elements.rule.value]
    const answers = [await ask('beginQuestion', { choosesRows: form.elements.start.value === 'chosen' })]
    say(byId('collapse-step'), moves() ? draw(answers, how) : 'Running …')
    for (let chunk = 0; chunk < how.chunks && mine === running; chunk++) {
      answers.push(await ask('advanceQuestion', { rule: how.rule, steps: how.chunk }))
      if (mine !== running || !moves()) continue
      say(byId('collapse-step'), draw(answers, how))
      if (how.chunk === 1) await pause(120)
    }
    if (mine !== running) return
    // Aloud at the end only.
    const words = draw(answers, how)
    say(byId('collapse-step'), words)
    say(byId('collapse-out'), words)
  }

  byId('collapse-run').onclick = form.onchange = () => run().catch(trouble)
  form.onsubmit = (event) => event.preventDefault()
  const begin = await ask('beginQuestion', { choosesRows: false })
  say(byId('collapse-step'), draw([begin], RULES.asked))
}
