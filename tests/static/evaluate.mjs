// Calls functions over the page's pure modules for tests: a line of JSON comes in with the text of
// a function and what it is given, a line goes out with what it gave or why it failed, and with
// what was complained about meanwhile.

import { createInterface } from "node:readline";

const complaints = [];
for (const level of ["warn", "error"])
  console[level] = (...said) => complaints.push(`${level}: ${said.join(" ")}`);
for (const event of ["uncaughtException", "unhandledRejection"])
  process.on(event, (error) => complaints.push(`${event}: ${error?.stack ?? error}`));

// What JSON has no numbers for, as Python reads it. A text that began like this would be taken
// for one; none does.
const MARK = "\u0000number:";
const odd = (value) => !Number.isFinite(value) || Object.is(value, -0);
const written = (value) => (Object.is(value, -0) ? "-0.0" : String(value));
const marked = (key, value) =>
  value === undefined ? null
  : typeof value === "number" && odd(value) ? MARK + written(value)
  : value;
const json = (value) =>
  JSON.stringify(value, marked).replaceAll(/"\\u0000number:([^"]+)"/g, "$1");

async function answer(line) {
  const { script, given } = JSON.parse(line);
  complaints.length = 0;
  try {
    return { value: await (0, eval)(`(${script})`)(given) };
  } catch (error) {
    return { failed: error?.stack ?? String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const found = await answer(line);
  await new Promise((next) => setImmediate(next)); // what nobody caught is told by now
  process.stdout.write(`${json({ ...found, complaints })}\n`);
}
