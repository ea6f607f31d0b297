// The page as a release carries it: one script and one sheet, small, and lowered to the oldest
// supported browsers (package.json). `npm run build` writes it to build/page; a checkout does
// without and joins its modules when the server starts (app/site/bundle.py).
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import browserslist from "browserslist";
import { build } from "esbuild";
import { browserslistToTargets, transform } from "lightningcss";

const SOURCE = "static";
const TARGET = process.argv[2] ?? "build/page";
/** What a page asks for by name, beside the script and the sheet. */
const KEPT = ["languages.json", "locales", "vendor", "docs.js", "preload.js", "favicon.svg"];
const SHEETS = ["css/document.css"];

const browsers = browserslist();
const target = browsers.map((name) => name.replace(" ", ""));
const options = {
  bundle: true,
  minify: true,
  outdir: TARGET,
  outbase: SOURCE,
  target,
  legalComments: "none", // vendor/licences/ holds what the makers ask for
};

/** Addresses that a module counts from itself are counted from the bundle. */
const fromBundle = {
  name: "from-bundle",
  setup({ onLoad }) {
    onLoad({ filter: /\/view\/.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf-8");
      const own = `new URL("./${relative(SOURCE, path)}", import.meta.url).href`;
      return { contents: source.replaceAll("import.meta.url", own), loader: "js" };
    });
  },
};

/** A sheet without nesting and newer notations. */
async function lower(name) {
  const file = `${TARGET}/${name}`;
  const code = await readFile(file);
  const targets = browserslistToTargets(browsers);
  await writeFile(file, transform({ filename: name, code, minify: true, targets }).code);
}

await rm(TARGET, { recursive: true, force: true });
await mkdir(TARGET, { recursive: true });
for (const name of KEPT) await cp(`${SOURCE}/${name}`, `${TARGET}/${name}`, { recursive: true });
for (const name of SHEETS) {
  await mkdir(dirname(`${TARGET}/${name}`), { recursive: true });
  await cp(`${SOURCE}/${name}`, `${TARGET}/${name}`);
}
await build({
  ...options,
  entryPoints: [{ in: `${SOURCE}/view/app.js`, out: "page" }],
  format: "esm",
  splitting: true, // what comes by import() is a module of its own
  chunkNames: "page-[name]-[hash]",
  plugins: [fromBundle],
});
await build({
  ...options,
  entryPoints: [
    { in: `${SOURCE}/css/app.css`, out: "page" },
    { in: `${SOURCE}/css/rest.css`, out: "rest" },
  ],
  loader: { ".woff2": "file" },
  assetNames: "[dir]/[name]",
});
await Promise.all(["page.css", "rest.css", ...SHEETS].map(lower));
