// The Publish panel: what is different from the published version, what the checks say, why it is right all the same, and who has published before.
const byId = id => document.getElementById(id);
const words = name => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function line(text, className = '') {
  const item = document.createElement('li');
  item.textContent = text;
  item.className = className;
  return item;
}

/// say(key, values) gives our words; ask(path, body) asks the server; published() is told when something has been.
export function createPublishing({ say, language, ask, published }) {
  let definitionId = null;
  let shown = null;

  const quoted = text => text ? `“${text}”` : say('nothingThere');

  function difference({ kind, subject, detail, from, to }) {
    const what = kind === 'Property' ? words(detail) : kind.startsWith('Connection') || !detail ? detail : say(`list_${detail}`);
    const isArrow = kind.startsWith('Connection');
    return say(`diff${kind}`, { subject, detail: what, from: isArrow ? from : quoted(from), to: isArrow ? to : quoted(to) });
  }

  /// Warnings and errors in words too: a colour or a sign alone is not for everybody.
  function found({ isError, activity, activityId, definition, message }) {
    const where = say(activity ? 'findingAt' : 'findingIn', {
      activity,
      id: activityId ? ` (${activityId})` : '',
      definition: definition ?? shown.name,
    });
    return `${say(isError ? 'findingError' : 'findingWarning')} · ${where}: ${message}`;
  }

  function entry({ action, version, who, note, at }) {
    const when = new Date(at).toLocaleString(language() === 'ko' ? 'ko-KR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
    const text = say(`audit${action}`, { version, who: who ?? say('byFile'), at: when });
    return line(note ? `${text}: ${note}` : text);
  }

  function fill(id, items, otherwise) {
    byId(id).replaceChildren(...(items.length > 0 ? items : [line(otherwise, 'none')]));
  }

  function render() {
    if (!shown) {
      return;
    }
    byId('publishing-title').textContent = say('publishTitle', { name: shown.name, version: shown.version });
    byId('publishing-state').textContent = shown.isPublished
      ? say('isPublished')
      : shown.publishedVersion ? say('compared', { version: shown.publishedVersion }) : say('firstVersion');
    byId('publishing-editor').textContent = shown.editor && !shown.isPublished ? say('editedBy', { who: shown.editor }) : '';
    fill('publishing-differences', shown.differences.map(item => line(difference(item))), say(shown.publishedVersion ? 'noDifferences' : 'allIsNew'));
    fill(
      'publishing-findings',
      shown.findings.map(finding => line(found(finding), finding.isError ? 'error' : 'warning')),
      say('noFindings'));
    fill('publishing-history', shown.history.map(entry), say('noHistory'));
    const hasErrors = shown.findings.some(finding => finding.isError);
    const hasDoubts = shown.findings.some(finding => !finding.isError);
    byId('publishing-form').hidden = !shown.mayPublish || shown.isPublished;
    byId('publishing-note-label').textContent = say(hasDoubts ? 'noteNeeded' : 'note');
    byId('publishing-note').required = hasDoubts;
    byId('publishing-submit').disabled = hasErrors;
    byId('publishing-blocked').hidden = !hasErrors;
  }

  function complain(text) {
    byId('publishing-problem').textContent = text;
    byId('publishing-problem').hidden = !text;
  }

  async function load() {
    complain('');
    const asked = definitionId;
    const { ok, body, problem } = await ask(`/workflow-definitions/${encodeURIComponent(asked)}/publishing`);
    if (asked !== definitionId) {
      // The screen has changed meanwhile.
      return;
    }
    if (!ok) {
      complain(problem || say('notShown'));
      return;
    }
    shown = body;
    render();
  }

  async function publish(event) {
    event.preventDefault();
    byId('publishing-submit').disabled = true;
    complain('');
    const { ok, status, body, problem } = await ask(`/workflow-definitions/${encodeURIComponent(definitionId)}/publishing`, {
      versionId: shown.versionId,
      revision: shown.revision,
      note: byId('publishing-note').value,
    });
    if (ok) {
      shown = body;
      byId('publishing-note').value = '';
      render();
      await published();
      return;
    }
    if (status === 409) {
      // Something was saved meanwhile: whoever publishes has to have seen it.
      await load();
    }
    complain(problem || say('notShown'));
    render();
  }

  function close() {
    byId('publishing').hidden = true;
    byId('publishing-open').setAttribute('aria-expanded', 'false');
  }

  byId('publishing-open').addEventListener('click', async () => {
    if (!byId('publishing').hidden) {
      close();
      return;
    }
    byId('publishing').hidden = false;
    byId('publishing-open').setAttribute('aria-expanded', 'true');
    await load();
  });
  byId('publishing-close').addEventListener('click', close);
  byId('publishing-again').addEventListener('click', load);
  byId('publishing-form').addEventListener('submit', publish);

  return {
    /// Of which definition the screen is; null for none.
    showFor(id) {
      if (id !== definitionId) {
        close();
        shown = null;
        byId('publishing-note').value = '';
      }
      definitionId = id;
      byId('publishing-open').hidden = id === null;
    },
    render,
  };
}
