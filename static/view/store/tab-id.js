/**
 * Which tab this is: each keeps a visit of its own, also where one was made as a copy of another.
 */

const NAME = "visit";
const HELD = "visit-held";

const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

/** Storage may be shut. @template T @param {(storage: Storage) => T} use @returns {T | null} */
function stored(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

/** A copy of a tab that is still there goes on under a name of its own. */
function named() {
  const before = stored((storage) => storage.getItem(NAME));
  const held = stored((storage) => storage.getItem(HELD));
  return { before, name: before && !held ? before : fresh() };
}

/** The visit that this tab had before, if any, and the name of the one that it keeps. */
export const visit = named();

/** Leave the visit behind: the page begins anew when it is loaded again. */
export const forgetVisit = () => stored((storage) => storage.removeItem(NAME));

/** The tab is this one's until it is left; then what is to be written is written.
 * @param {() => void} write */
export function hold(write) {
  const take = () =>
    stored((storage) => {
      storage.setItem(NAME, visit.name);
      storage.setItem(HELD, "1");
    });
  take();
  addEventListener("pageshow", take);
  addEventListener("pagehide", () => {
    write();
    stored((storage) => storage.removeItem(HELD));
  });
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && write());
}
