import js from "@eslint/js";
import globals from "globals";

const page = ["document", "window", "navigator", "localStorage", "sessionStorage", "location"];

export default [
  { ignores: ["static/vendor/"] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
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
      "no-restricted-properties": ["error", ...page.map((property) => ({ object: "globalThis", property }))],
      "no-restricted-imports": ["error", { patterns: ["**/view/**", "**/vendor/**"] }],
    },
  },
];
