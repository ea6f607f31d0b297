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
export async function take(name) {
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
export async function prepare() {
  ready = await database().catch(() => null);
}

/** Keep a value under a name, at once. @param {string} name @param {unknown} value
 * @returns {boolean} whether the place is open */
export function keep(name, value) {
  try {
    const work = ready?.transaction(SESSIONS, "readwrite");
    if (!work) return false;
    work.objectStore(SESSIONS).put({ when: Date.now(), value }, name);
    work.onabort = () => {}; // full: the visit before stays
    work.commit();
    return true;
  } catch {
    return false; // shut meanwhile, or a value that cannot be stored
  }
}

/** Drop the visits that are old, and all but the newest. */
export async function tidy() {
  try {
    const store = (await database()).transaction(SESSIONS, "readwrite").objectStore(SESSIONS);
    const index = store.index("when");
    const [all, old] = await Promise.all([
      done(index.getAllKeys()),
      done(index.getAllKeys(IDBKeyRange.upperBound(Date.now() - AGE))),
    ]);
    for (const key of new Set([...old, ...all.slice(0, -MOST)])) store.delete(key);
  } catch {
    // nothing is kept
  }
}
