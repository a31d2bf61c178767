// Every page works without this file. It shows times in the reader's zone and tells it at sign-in, marks what was cited and
// keeps the chat on one page.
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
function localTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    time.title = time.textContent;
    time.textContent = local.format(new Date(time.dateTime));
  }
}
localTimes(document);

// Answers say times in the zone that a person signed in from.
if (location.hash === '#signed-in') {
  history.replaceState(null, '', location.pathname);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  fetch('/me/time-zone', { method: 'POST', body: new URLSearchParams({ timeZone }) }).catch(() => {});
}

/** A passage that was cut elsewhere when it was cited has no anchor of its own: what overlaps it is marked instead. */
function markCited() {
  for (const passage of document.querySelectorAll('.passage.cited')) passage.classList.remove('cited');
  const [, from, to] = /^#(\d+)-(\d+)$/.exec(location.hash) ?? [];
  if (from === undefined || document.getElementById(location.hash.slice(1))) return;
  const within = [...document.querySelectorAll('.passage')].filter(
    ({ dataset }) => Number(dataset.start) < Number(to) && Number(dataset.end) > Number(from),
  );
  for (const passage of within) passage.classList.add('cited');
  within[0]?.scrollIntoView();
}
markCited();
addEventListener('hashchange', markCited);

const thread = document.getElementById('thread');
const ask = document.getElementById('ask');
if (thread && ask) {
  const latest = document.getElementById('latest');
  const box = ask.elements.text;
  const send = ask.querySelector('button');

  const show = (className, text) => {
    const article = document.createElement('article');
    article.className = className;
    if (text !== undefined) article.appendChild(document.createElement('p')).textContent = text;
    latest.before(article);
    return article;
  };

  const answer = async (text) => {
    document.getElementById('welcome')?.remove();
    const said = show('said', text);
    const waiting = show('answer waiting');
    latest.scrollIntoView({ block: 'end' });
    send.disabled = true;
    try {
      const response = await fetch('/chat', {
        method: 'POST',
        headers: { 'x-fragment': 'yes' },
        body: new URLSearchParams({ text }),
      });
      // The server renders the answer: one place decides what may become HTML.
      const fragment = document.createElement('template');
      fragment.innerHTML = await response.text();
      localTimes(fragment.content);
      const halts = fragment.content.querySelector('.halts');
      if (halts) {
        document.querySelector('body > .halts')?.remove();
        document.querySelector('header.top').after(halts);
      }
      waiting.replaceWith(fragment.content);
    } catch {
      waiting.replaceWith(show('problem', 'Trellis could not be reached. Is it still running?'));
    }
    send.disabled = false;
    // A long answer is read from its beginning.
    said.scrollIntoView({ block: 'start' });
    box.focus({ preventScroll: true });
  };

  ask.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (text === '' || send.disabled) return;
    box.value = '';
    void answer(text);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask.requestSubmit();
  });
  for (const button of document.querySelectorAll('.examples button')) {
    button.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void answer(button.value);
    });
  }
  [...thread.querySelectorAll('.said')].at(-1)?.scrollIntoView({ block: 'start' });
}
