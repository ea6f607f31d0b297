/**
 * A small place of the browser for visits, each under its name. Storage may be shut or full: then
 * nothing is kept, and nothing breaks.
 */

const NAME = "backprop-lab";
const SESSIONS = "sessions";
/** Milliseconds that a page waits for its storage. */
const PATIENCE = 5000;
/** As many visits as are kept, and for how long: 30 days. */
const MOST = 6;
const AGE = 30 * 24 * 3600 * 1000;

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(SESSIONS).createIndex("when", "when");
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
  return opened;
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** What is kept under a name; null where there is nothing. @param {string} name
 * @returns {Promise<any>} */
export async function takeVisit(name) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  return Promise.race([late, found(name)]);
}

/** @param {string} name */
async function found(name) {
  try {
    const store = (await database()).transaction(SESSIONS).objectStore(SESSIONS);
    return (await done(store.get(name)))?.value ?? null;
  } catch {
    return null;
  }
}

/** @type {IDBDatabase | null} */
let ready = null;

/** Open the place beforehand: a page that is left has no time to wait for it. */
export async function openStore() {
  ready = await database().catch(() => null);
  try {
    const index = ready?.transaction(SESSIONS).objectStore(SESSIONS).index("when");
    const last = index && (await done(index.openKeyCursor(null, "prev")));
    newest = Number(last?.key ?? 0);
  } catch {
    // shut meanwhile
  }
}

/** When the newest visit was kept: a clock that is set back makes none older than those before it. */
let newest = 0;

/** Keep a value under a name, at once. @param {string} name @param {unknown} value
 * @param {() => void} full called where there is no room: the visit before stays
 * @returns {boolean} whether the place is open */
export function keep(name, value, full) {
  try {
    const work = ready?.transaction(SESSIONS, "readwrite");
    if (!work) return false;
    newest = Math.max(Date.now(), newest + 1);
    work.objectStore(SESSIONS).put({ when: newest, value }, name);
    work.onabort = full;
    work.commit();
    return true;
  } catch {
    return false; // shut meanwhile, or a value that cannot be stored
  }
}

/** Drop the visits that are old, and all but the newest; never one's own. @param {string} own */
export async function tidy(own) {
  try {
    const store = (await database()).transaction(SESSIONS, "readwrite").objectStore(SESSIONS);
    const index = store.index("when");
    const [all, old] = await Promise.all([
      done(index.getAllKeys()),
      done(index.getAllKeys(IDBKeyRange.upperBound(Date.now() - AGE))),
    ]);
    for (const key of new Set([...old, ...all.slice(0, -MOST)])) if (key !== own) store.delete(key);
  } catch {
    // nothing is kept
  }
}
