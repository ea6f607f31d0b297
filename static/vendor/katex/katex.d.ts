export { default, render } from "katex";
