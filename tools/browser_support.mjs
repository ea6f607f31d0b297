// Whether the sheets, flattened as where the page is built, hold only what the oldest supported
// browsers know, by MDN's browser-compat-data. Scripts are checked by eslint (eslint.config.js).
import { readFile, readdir } from "node:fs/promises";
import bcd from "@mdn/browser-compat-data" with { type: "json" };
import browserslist from "browserslist";
import * as tree from "css-tree";
import { browserslistToTargets, transform } from "lightningcss";

const SHEETS = new URL("../static/css/", import.meta.url);
/** What an older browser skips while the page stands all the same. */
const OPTIONAL =
  /^(at-rules\.page$|properties\.(text-wrap|text-size-adjust|scrollbar-(color|gutter|width)|accent-color|(forced|print)-color-adjust)\b)/;

const browsers = browserslist().map((name) => name.split(" "));
const targets = browserslistToTargets(browserslist());
const names = { ios_saf: "safari_ios", and_chr: "chrome_android", and_ff: "firefox_android" };

/** Browsers that lack what an entry of browser-compat-data describes. */
function lacking(entry) {
  const support = entry?.__compat?.support;
  if (!support) return [];
  return browsers
    .filter(([browser, version]) => {
      const rows = [support[names[browser] ?? browser]].flat().filter((row) => row && !row.flags);
      return !rows.some((row) => row.version_added && !newer(row.version_added, version) && !row.version_removed);
    })
    .map((browser) => browser.join(" "));
}

/** Whether version a comes after version b. */
function newer(a, b) {
  if (a === "preview") return true;
  const [x, y] = [a, b].map((text) => text.replace("≤", "").split(".").map(Number));
  for (let k = 0; k < Math.max(x.length, y.length); k++)
    if ((x[k] ?? 0) !== (y[k] ?? 0)) return (x[k] ?? 0) > (y[k] ?? 0);
  return false;
}

/** What a sheet uses, by its path in browser-compat-data. */
function* used(text) {
  const found = [];
  tree.walk(tree.parse(text, { parseCustomProperty: true }), function (node) {
    // Who does not know what a block asks for has what stands before it.
    if (node.type === "Atrule" && node.name === "supports") return this.skip;
    if (node.type === "Atrule") found.push(`at-rules.${node.name}`);
    if (/^Pseudo/.test(node.type) && !node.name.startsWith("-")) found.push(`selectors.${node.name}`);
    if (node.type === "NestingSelector") found.push("selectors.nesting");
    if (node.type === "Function") found.push(...functions(node.name));
    if (node.type === "Declaration" && !node.property.startsWith("--") && !node.property.startsWith("-")) {
      found.push(`properties.${node.property}`);
      tree.walk(node.value, (part) => {
        if (part.type === "Identifier") found.push(`properties.${node.property}.${part.name}`);
      });
    }
  });
  yield* new Set(found);
}

/** The entries that describe a function, wherever they stand. */
function functions(name) {
  const { types } = bcd.css;
  return Object.keys(types).flatMap((type) =>
    [`types.${type}.${name}`, `types.${type}`].filter((path) => type === name || path.endsWith(`.${name}`)),
  );
}

const entryOf = (path) => path.split(".").reduce((at, key) => at?.[key], bcd.css);

let failed = 0;
for (const name of (await readdir(SHEETS)).filter((file) => file.endsWith(".css"))) {
  const source = await readFile(new URL(name, SHEETS));
  const { code } = transform({ filename: name, code: source, targets });
  for (const path of used(code.toString())) {
    const without = OPTIONAL.test(path) ? [] : lacking(entryOf(path));
    if (without.length === 0) continue;
    failed++;
    console.log(`${name}: ${path} is missing in ${without.join(", ")}`);
  }
}
process.exitCode = failed ? 1 : 0;
