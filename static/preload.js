// The example that the address means is asked for while the code of the page is on its way.
const known = document.currentScript?.dataset.examples?.split(" ") ?? [];
const named = new URLSearchParams(location.hash.slice(1)).get("example");
const example = location.hash ? named : known[0];
const ahead = example && known.includes(example) ? [`examples/${example}?trace=true`] : [];
if (named && named !== known[0]) ahead.push("examples"); // it is held against the list
for (const answer of ahead) {
  const link = { rel: "preload", as: "fetch", crossOrigin: "", href: `api/v1/${answer}` };
  document.head.append(Object.assign(document.createElement("link"), link));
}
