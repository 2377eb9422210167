/** Speaking to the sandbox: reads, acts, and the stream of what changed. */

/** The sandbox said no. `code` is one word (docs: the page puts it into sentences), `words` a detail in English. */
export class Failed extends Error {
  constructor({ code, words }) {
    super(words);
    this.code = code;
  }
}

async function ask(path, request) {
  let response;
  try {
    response = await fetch(`/api/${path}`, request);
  } catch {
    throw new Failed({ code: "gone", words: "the sandbox does not answer" });
  }
  const answer = await response.json().catch(() => ({ failed: { code: "broke", words: response.statusText } }));
  if (!response.ok) throw new Failed(answer.failed ?? { code: "broke", words: response.statusText });
  return answer;
}

/** What a read says. query: names and values; raises Failed. */
export function get(path, query) {
  return ask(query ? `${path}?${new URLSearchParams(query)}` : path);
}

/** Do something; answers what came of it, or raises Failed. */
export function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Follow everything that happens. hear: by the name of the event, what to do with its data. */
export function follow(hear) {
  const stream = new EventSource("/api/events");
  for (const [name, heard] of Object.entries(hear))
    stream.addEventListener(name, (event) => heard(event.data ? JSON.parse(event.data) : undefined));
  return stream;
}
