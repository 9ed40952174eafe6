import { ask } from './client.js'
import { byId, certified, html, percent, plural, say, set, short, svg } from './drawing.js'

// The last picture: a table of the reader's own.

const MOST_BYTES = 100_000_000
const MOST_MARKS = 4000
const MOST_CLUSTERS = 1000
const SHAPES = 6

// With eight digits behind the point, as the command prints it; in powers of ten where these would say nothing.
const sum = (value) => (value !== 0 && (value < 1e-3 || value >= 1e15) ? value.toExponential(8) : value.toFixed(8))

export function table() {
  let [read, result, title] = []
  // How many files were opened: what comes late from an earlier one is dropped.
  let opened = 0

  async function open(name, file) {
    const mine = ++opened
    clear()
    try {
      if (file.size > MOST_BYTES) throw new Error('files up to 100 MB are read here; the command tessera reads larger ones')
      say(byId('table-out'), `${name}: reading …`)
      const bytes = await file.arrayBuffer().catch(() => { throw new Error('this cannot be read; choose a file again') })
      if (mine !== opened) return
      const answer = await ask('readTable', { bytes })
      if (mine !== opened) return
      ;[read, title] = [answer, name]
      choices()
      await cluster()
    } catch (error) {
      if (mine === opened) refuse(name, error)
    }
  }

  // Nothing stays of a table that is not there.
  function clear() {
    ;[read, result] = []
    byId('table-choices').hidden = byId('table-result').hidden = true
    say(byId('table-error'), '')
    say(byId('table-out'), '')
  }

  function refuse(name, error) {
    // The library has forgotten the table.
    if (error.isAnew) clear()
    byId('table-result').hidden = true
    say(byId('table-out'), '')
    say(byId('table-error'), `${name}: ${error.message}.`)
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
    const mine = opened
    const [columns, k, standardizes] = [chosen(), Number(byId('table-k').value), byId('table-standardize').checked]
    try {
      if (columns.length === 0) throw new Error('choose a column')
      if (!Number.isInteger(k) || k < 1 || k > MOST_CLUSTERS) {
        throw new Error(`choose a whole number of clusters, 1 to ${MOST_CLUSTERS}`)
      }
      say(byId('table-error'), '')
      say(byId('table-out'), `${title}: clustering …`)
      const began = performance.now()
      const answer = await busy(ask('clusterTable', { chosen: columns, k, standardizes }))
      if (mine !== opened) return
      const names = columns.map((index) => read.columns[index].name)
      result = { ...answer, k, names, standardizes, time: performance.now() - began }
      show()
    } catch (error) {
      if (mine === opened) refuse(title, error)
    }
  }

  // The button rests meanwhile, and keeps the focus.
  async function busy(work) {
    const button = byId('table-cluster')
    const hasFocus = document.activeElement === button
    button.disabled = true
    try {
      return await work
    } finally {
      button.disabled = false
      if (hasFocus && document.activeElement === document.body) button.focus()
    }
  }

  function show() {
    byId('table-result').hidden = false
    const { inertia, radius, isMinimum, k, names, counts, centroids, standardizes, time } = result
    const heading = read.hasHeading ? ' (the first line was read as the heading)' : ''
    const unit = standardizes ? ' standard deviations' : ''
    say(
      byId('table-out'),
      `${title}: ${plural(read.rows, 'row')}${heading}, ${plural(names.length, 'column')}, ${plural(k, 'cluster')}; `
        + `loss (inertia) ${sum(inertia)} in ${short(Math.round(time))} ms. `
        + (isMinimum ? `A local minimum: all centroids may move at once by up to ${certified(radius)}${unit} before a label changes.`
          : 'Not certified as a local minimum.'))
    for (const [id, first] of [['table-x', 0], ['table-y', Math.min(1, names.length - 1)]]) {
      byId(id).replaceChildren(...names.map((name, index) => html('option', { value: index }, name)))
      byId(id).value = first
    }
    const row = (kind, cells, attributes = {}) => html('tr', {}, ...cells.map((words) => html(kind, attributes, words)))
    const body = counts.map((count, cluster) => {
      const line = row('td', [short(count), ...centroids[cluster].map((value) => short(value))])
      line.prepend(html('th', { scope: 'row' }, mark(cluster), ` ${cluster}`))
      return line
    })
    byId('table-centroids').replaceChildren(
      html('thead', {}, row('th', ['cluster', 'rows', ...names], { scope: 'col' })), html('tbody', {}, ...body))
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
    say(byId('table-drawn'), stride > 1 ? `One row in ${stride} is drawn.` : '')
  }

  byId('table-file').onchange = async ({ target }) => {
    const [file] = target.files
    if (file) await open(file.name, file)
    target.value = ''
  }
  // Anywhere on the page: a browser opens a file in the page's place where nobody takes it.
  const zone = byId('table-drop')
  document.ondragover = (event) => { event.preventDefault(); zone.classList.add('over') }
  document.ondragleave = () => zone.classList.remove('over')
  document.ondrop = (event) => {
    event.preventDefault()
    zone.classList.remove('over')
    const [file] = event.dataTransfer.files
    if (file) return open(file.name, file)
  }
  byId('table-sample').onclick = () => open('iris.csv', new Blob([byId('iris').textContent.trim()]))
  byId('table-form').onsubmit = (event) => { event.preventDefault(); return cluster() }
  byId('table-x').onchange = byId('table-y').onchange = scatter
  byId('table-save').onclick = () => {
    const text = `cluster\n${[...result.labels].join('\n')}\n`
    const link = html('a', { download: 'labels.csv', href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })) })
    link.click()
    // (A browser may ask first where to save it.)
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }
}
