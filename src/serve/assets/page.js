// What a page of plain links and forms lacks: filtering as one types, copying, light and dark. All of it is optional.
const root = document.documentElement
const FILTERS = ['q', 'field', 'target', 'host', 'open']

// The same rules as the server's (`filter.ts`): a Latin word counts only as a whole word.
function holds(text, word, mayGoOn = false) {
  const plain = (value) => value.toLowerCase().replace(/\s+/g, '')
  if (!/^[a-z0-9]+$/i.test(word)) return plain(text).includes(plain(word))
  const wanted = word.toLowerCase()
  const words = text.toLowerCase().split(/[^a-z0-9]+/)
  return words.some((one) => one === wanted || (mayGoOn && one.startsWith(wanted)))
}

// What was searched, as it was typed or each of its words anywhere; a Latin word may be begun only.
function answers(text, search) {
  if (holds(text, search, true)) return true
  return /\s/.test(search) && search.split(/\s+/).every((word) => holds(text, word, true))
}

function valuesOf(row, name) {
  return [...row.querySelectorAll(`[data-values="${name}"] li`)].map((item) => item.textContent)
}

// What the server searches (`searchText` in `filter.ts`), as it stands in the page.
const SEARCHED = '.name, dd > span, dd p, dd ul:not(.contacts, .links) li'

const words = new WeakMap()

function wordsOf(row) {
  if (!words.has(row)) {
    words.set(row, [...row.querySelectorAll(SEARCHED)].map((part) => part.textContent).join('\n'))
  }
  return words.get(row)
}

function passes(row, wanted) {
  for (const name of ['field', 'target', 'host']) {
    const word = wanted.get(name)
    if (word && !valuesOf(row, name).some((value) => holds(value, word))) return false
  }
  if (wanted.get('open') === '1' && row.dataset.open !== '1') return false
  const search = (wanted.get('q') ?? '').trim()
  return search === '' || answers(wordsOf(row), search)
}

function filter(form, isComposing = false) {
  const wanted = new FormData(form)
  const rows = [...document.querySelectorAll('.row')]
  let shown = rows.filter((row) => passes(row, wanted))
  // A Korean letter that is being put together (`삼ㅅ` on the way to `삼성`) is in no word yet.
  if (isComposing && shown.length === 0) {
    wanted.set('q', wanted.get('q').slice(0, -1))
    shown = rows.filter((row) => passes(row, wanted))
  }
  const passing = new Set(shown)
  for (const row of rows) row.hidden = !passing.has(row)
  const keys = new Set(shown.map((row) => row.id))
  for (const mark of document.querySelectorAll('li[data-marks]')) mark.hidden = !keys.has(mark.dataset.marks)
  for (const timeline of document.querySelectorAll('.timeline')) {
    timeline.hidden = timeline.querySelector('li:not([hidden])') === null
  }
  for (const day of document.querySelectorAll('a[data-marks]')) {
    day.classList.toggle('off', !day.dataset.marks.split(' ').some((key) => keys.has(key)))
  }
  for (const group of document.querySelectorAll('[data-group]')) {
    group.hidden = group.querySelector('.row:not([hidden])') === null
  }
  const sentence = form.dataset.shown.replace('{shown}', shown.length).replace('{all}', rows.length)
  const isWhole = shown.length === rows.length
  document.querySelector('[data-shown][role="status"]').textContent = isWhole ? '' : sentence
  document.querySelector('[data-none]').hidden = shown.length > 0
}

function question(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
}

function remember(form) {
  const query = question(form)
  history.replaceState(null, '', `?${query}`)
  keepFilter(query)
  form.querySelector('[data-clear]').hidden = !FILTERS.some((name) => query.has(name))
}

// Links that lead to the same calls, in another language, month or calendar, take the filter along.
function keepFilter(query) {
  for (const link of document.querySelectorAll('[data-keeps-filter]')) {
    const url = new URL(link.href)
    for (const name of FILTERS) url.searchParams.delete(name)
    for (const name of FILTERS) if (query.has(name)) url.searchParams.set(name, query.get(name))
    link.href = url.href
  }
  for (const item of document.querySelectorAll('[data-filtered-feed]')) {
    const asked = new URLSearchParams([...query].filter(([name]) => !['lang', 'open'].includes(name)))
    item.hidden = asked.size === 0 || !hasEntry(asked)
    for (const link of item.querySelectorAll('[data-bare]')) {
      const { bare, inside } = link.dataset
      link.href = `${bare}${inside === undefined ? `?${asked}` : encodeURIComponent(`?${asked}`)}`
    }
  }
}

// A feed that would hold nothing is not served.
function hasEntry(wanted) {
  return [...document.querySelectorAll('.row[id]')].some((row) => passes(row, wanted))
}

function liveFilter(form) {
  form.hidden = false
  // The page may hold a part only, as the address asked: live filtering needs all of it.
  if (form.dataset.whole !== '1') return
  form.querySelector('[type="submit"]').hidden = true
  const update = (event) => {
    filter(form, event?.isComposing)
    remember(form)
  }
  form.addEventListener('input', update)
  form.addEventListener('compositionend', update)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    update()
  })
  form.querySelector('[data-clear]').addEventListener('click', (event) => {
    event.preventDefault()
    for (const field of form.elements) {
      if (field.type === 'checkbox') field.checked = false
      else if (field.name !== 'lang') field.value = ''
    }
    update()
    form.elements.q.focus()
  })
  restore(form)
}

// Static files cannot answer a question in the address; the script does.
function restore(form) {
  const query = new URLSearchParams(location.search)
  if (!FILTERS.some((name) => query.get(name))) return
  for (const field of form.elements) {
    const value = query.get(field.name)
    if (value === null || field.name === 'lang') continue
    if (field.type === 'checkbox') field.checked = value === field.value
    else field.value = value
  }
  filter(form)
  keepFilter(question(form))
  form.querySelector('[data-clear]').hidden = false
}

function copying(button) {
  button.hidden = false
  const words = button.textContent
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copy)
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      // Not allowed, as on plain HTTP: the old way still works there.
      field.select()
      document.execCommand('copy')
    }
    button.textContent = button.dataset.copied
    setTimeout(() => {
      button.textContent = words
    }, 2000)
  })
}

function theme(button) {
  button.hidden = false
  const isDark = () =>
    root.dataset.theme === 'dark' ||
    (root.dataset.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const say = () => button.setAttribute('aria-pressed', String(isDark()))
  say()
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    try {
      localStorage.setItem('magam-theme', root.dataset.theme)
    } catch {
      // Storage may be forbidden: the choice lasts for this page.
    }
    say()
  })
}

// A link into the list opens what it leads to.
function openTarget() {
  const row = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
  if (row === null || !row.classList.contains('row')) return
  const past = row.closest('.past')
  if (past) past.open = true
  row.querySelector('details').open = true
  row.scrollIntoView({ block: 'center' })
}

function koreanDay() {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
}

// A page that is left open counts days that are over: after midnight in Korea it is fetched again, once it is looked at.
function freshen() {
  if (document.visibilityState === 'visible' && navigator.onLine && koreanDay() !== loadedOn)
    location.reload()
}

const loadedOn = koreanDay()
document.addEventListener('visibilitychange', freshen)
addEventListener('pageshow', freshen)
setInterval(freshen, 60_000)

for (const form of document.querySelectorAll('[data-filters]')) liveFilter(form)
for (const button of document.querySelectorAll('[data-copy]')) copying(button)
for (const button of document.querySelectorAll('[data-theme-toggle]')) theme(button)
addEventListener('hashchange', openTarget)
openTarget()
