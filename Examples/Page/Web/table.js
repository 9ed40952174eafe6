import { ask } from './client.js'
import { byId, certified, html, percent, say, set, short, svg } from './drawing.js'

// The last picture: a table of the reader's own.

const MOST_BYTES = 100_000_000
const MOST_MARKS = 4000
const MOST_CLUSTERS = 1000
const SHAPES = 6

// With eight digits behind the point, as the command prints it; in powers of ten where these would say nothing.
const sum = (value) => (value !== 0 && (value < 1e-3 || value >= 1e15) ? value.toExponential(8) : value.toFixed(8))

export function table() {
  let [read, result, title] = []

  async function open(name, bytes) {
    clear()
    try {
      if (bytes.byteLength > MOST_BYTES) throw new Error('files up to 100 MB are read here; the command tessera reads larger ones')
      read = await ask('readTable', { bytes })
      title = name
      choices()
      await cluster()
    } catch (error) {
      refuse(`${name}: ${error.message}.`)
    }
  }

  function clear() {
    ;[read, result] = []
    byId('table-choices').hidden = byId('table-result').hidden = true
    say(byId('table-error'), '')
    say(byId('table-out'), '')
  }

  function refuse(words) {
    byId('table-result').hidden = true
    say(byId('table-out'), '')
    say(byId('table-error'), words)
  }

  function choices() {
    byId('table-columns').replaceChildren(
      ...read.columns.map(({ name, isNumbers }, index) => {
        const box = html('input', { type: 'checkbox', value: index })
        box.checked = isNumbers
        box.disabled = !isNumbers
        return html('label', {}, box, ` ${name}${isNumbers ? '' : ' (words)'}`)
      }))
    byId('table-choices').hidden = false
  }

  const chosen = () => [...byId('table-columns').querySelectorAll('input:checked')].map((box) => Number(box.value))

  async function cluster() {
    const [columns, k] = [chosen(), Number(byId('table-k').value)]
    try {
      if (columns.length === 0) throw new Error('choose a column')
      if (!Number.isInteger(k) || k < 1 || k > MOST_CLUSTERS) throw new Error(`${MOST_CLUSTERS} clusters at most, and a whole number of them`)
      say(byId('table-error'), '')
      const began = performance.now()
      result = await ask('clusterTable', { chosen: columns, k, standardizes: byId('table-standardize').checked })
      Object.assign(result, { k, columns, names: columns.map((index) => read.columns[index].name), time: performance.now() - began })
      show()
    } catch (error) {
      // The library has forgotten the table.
      if (error.isAnew) clear()
      refuse(`${title}: ${error.message}.`)
    }
  }

  function show() {
    byId('table-result').hidden = false
    const { inertia, radius, isMinimum, k, names, counts, centroids, time } = result
    const scaled = byId('table-standardize').checked
    say(
      byId('table-out'),
      `${title}: ${short(read.rows)} rows, ${names.length} columns, ${k} clusters; inertia ${sum(inertia)} in ${short(Math.round(time))} ms. `
        + (isMinimum ? `A local minimum: every centroid may move by ${certified(radius)}${scaled ? ' standard deviations' : ''} before a label changes.`
          : 'Not certified as a local minimum.'))
    for (const [id, first] of [['table-x', 0], ['table-y', Math.min(1, names.length - 1)]]) {
      byId(id).replaceChildren(...names.map((name, index) => html('option', { value: index }, name)))
      byId(id).value = first
    }
    const row = (kind, cells) => html('tr', {}, ...cells.map((words) => html(kind, {}, words)))
    const body = counts.map((count, cluster) => {
      const line = row('td', [short(count), ...centroids[cluster].map(short)])
      line.prepend(html('th', { scope: 'row' }, mark(cluster), ` ${cluster}`))
      return line
    })
    byId('table-centroids').replaceChildren(
      html('thead', {}, row('th', ['cluster', 'rows', ...names])), html('tbody', {}, ...body))
    scatter()
  }

  const kind = (cluster) => ({ href: `#mark${cluster % SHAPES}`, class: cluster < SHAPES ? `c${cluster}` : 'more' })
  const mark = (cluster) => {
    const glyph = svg('svg', { class: 'glyph', width: 14, height: 14, 'aria-hidden': 'true' }, svg('use', { x: 7, y: 7, ...kind(cluster) }))
    return glyph
  }

  function scatter() {
    const { values, labels, names, centroids } = result
    const axes = [Number(byId('table-x').value), Number(byId('table-y').value)]
    const extents = axes.map((axis) => {
      let [low, high] = [Infinity, -Infinity]
      for (let at = axis; at < values.length; at += names.length) [low, high] = [Math.min(low, values[at]), Math.max(high, values[at])]
      return high > low ? [low, high] : [low - 1, low + 1]
    })
    const share = (value, [low, high]) => 4 + (92 * (value - low)) / (high - low)
    const place = (x, y) => ({ x: percent(share(x, extents[0])), y: percent(100 - share(y, extents[1])) })
    const stride = Math.max(1, Math.ceil(labels.length / MOST_MARKS))
    const marks = []
    for (let row = 0; row < labels.length; row += stride) {
      const start = row * names.length
      marks.push(svg('use', { ...place(values[start + axes[0]], values[start + axes[1]]), ...kind(labels[row]) }))
    }
    const middles = centroids.map((centroid, cluster) => {
      const middle = svg('svg', { class: 'handle', overflow: 'visible', ...place(centroid[axes[0]], centroid[axes[1]]) })
      middle.append(svg('circle', { class: 'middle', r: 10 }), svg('text', { dy: '.35em' }, String(cluster)))
      return middle
    })
    set(byId('table-map'), { 'aria-label': `${names[axes[1]]} over ${names[axes[0]]}, by cluster.` })
    byId('table-map').replaceChildren(svg('g', { class: 'points' }, ...marks), ...middles)
    say(byId('table-x-range'), `${names[axes[0]]}: ${short(extents[0][0])} to ${short(extents[0][1])} →`)
    say(byId('table-y-range'), `↑ ${names[axes[1]]}: ${short(extents[1][0])} to ${short(extents[1][1])}`)
    say(byId('table-drawn'), stride > 1 ? `Every ${stride}th row is drawn.` : '')
  }

  byId('table-file').onchange = async ({ target }) => {
    const [file] = target.files
    if (file) await open(file.name, await file.arrayBuffer())
    target.value = ''
  }
  // Anywhere on the page: a browser opens a file in the page's place where nobody takes it.
  const zone = byId('table-drop')
  document.ondragover = (event) => { event.preventDefault(); zone.classList.add('over') }
  document.ondragleave = () => zone.classList.remove('over')
  document.ondrop = async (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    const [file] = event.dataTransfer.files
    if (file) await open(file.name, await file.arrayBuffer())
  }
  byId('table-sample').onclick = () => open('iris.csv', new TextEncoder().encode(byId('iris').textContent.trim()).buffer)
  byId('table-form').onsubmit = (event) => { event.preventDefault(); return cluster() }
  byId('table-x').onchange = byId('table-y').onchange = scatter
  byId('table-save').onclick = () => {
    const text = `cluster\n${[...result.labels].join('\n')}\n`
    const link = html('a', { download: 'labels.csv', href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })) })
    link.click()
    URL.revokeObjectURL(link.href)
  }
}
