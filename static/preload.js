// What the address means is asked for while the code of the page is on its way.
const named = new URLSearchParams(location.hash.slice(1)).get("example");
const first = "two-neuron-chain";
const example = `examples/${encodeURIComponent(named ?? first)}?trace=true`;
const ahead = named || !location.hash ? [example] : [];
if (named && named !== first) ahead.push("examples"); // whether there is one of this name
for (const answer of ahead) {
  const link = { rel: "preload", as: "fetch", crossOrigin: "", href: `api/v1/${answer}` };
  document.head.append(Object.assign(document.createElement("link"), link));
}
