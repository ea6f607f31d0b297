/**
 * Parts of the page that a link can hide, for a class that shall look at one thing only. They stand in
 * the query, so that they hold wherever one goes within the page: ?hide=build,speed. This hides; it is
 * no lock.
 */

/** Every part with those that lie within it, which go with it.
 * @type {Record<string, string[]>} */
export const PARTS = {
  header: ["examples", "share", "export"],
  examples: [],
  share: [],
  export: [],
  build: ["network", "data", "training", "lenses"],
  network: [],
  data: [],
  training: [],
  lenses: [],
  edit: [],
  inspector: [],
  timeline: ["speed"],
  speed: [],
};

/** What a query hides; names that are no parts are passed over. @param {string} search
 * @returns {Set<string>} */
export function hiddenIn(search) {
  return new Set(named(search).flatMap((name) => (isPart(name) ? [name, ...PARTS[name]] : [])));
}

/** Names in a query that are no parts. @param {string} search */
export const unknownIn = (search) => named(search).filter((name) => name && !isPart(name));

/** @param {string} search */
const named = (search) => new URLSearchParams(search).getAll("hide").join(",").split(",");

/** @param {string} name */
const isPart = (name) => Object.hasOwn(PARTS, name);

/** The query with other parts hidden; what else it says stays. @param {string} search
 * @param {Iterable<string>} parts */
export function hiding(search, parts) {
  const rest = new URLSearchParams(search);
  rest.delete("hide");
  const chosen = new Set(parts);
  const within = new Set([...chosen].flatMap((name) => PARTS[name]));
  const names = [...chosen].filter((name) => !within.has(name));
  const hide = names.length ? `hide=${names.join(",")}` : "";
  const all = [rest.toString(), hide].filter(Boolean).join("&");
  return all && `?${all}`;
}
