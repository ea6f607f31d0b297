import js from "@eslint/js";
import compat from "eslint-plugin-compat";
import esx from "eslint-plugin-es-x";
import globals from "globals";

// Methods that the oldest browsers lack; without types the rules of es-x do not see all of them.
const later = ["toReversed", "toSorted", "toSpliced", "toWellFormed", "isWellFormed", "transfer",
  "union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf",
  "isDisjointFrom"]; // prettier-ignore

const page = ["document", "window", "navigator", "localStorage", "sessionStorage", "location"];

export default [
  { ignores: ["static/vendor/"] },
  js.configs.recommended,
  compat.configs["flat/recommended"], // the browsers are listed in package.json
  esx.configs["flat/restrict-to-es2022"],
  {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-properties": ["error", ...later.map((property) => ({ property }))],
      eqeqeq: "error",
      "no-implied-eval": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    // core is pure: it runs as well without a page.
    files: ["static/core/**"],
    languageOptions: {
      globals: {
        ...Object.fromEntries(Object.keys(globals.browser).map((name) => [name, "off"])),
        ...globals["shared-node-browser"],
      },
    },
    rules: {
      "no-restricted-globals": ["error", ...page],
      "no-restricted-properties": [
        "error",
        ...later.map((property) => ({ property })),
        ...page.map((property) => ({ object: "globalThis", property })),
      ],
      "no-restricted-imports": ["error", { patterns: ["**/view/**", "**/vendor/**"] }],
    },
  },
];
