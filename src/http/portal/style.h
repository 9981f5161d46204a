#pragma once

namespace kept::http {

/// The style of residents' and departments' pages: colours and sizes of the US Web Design System's
/// tokens, contrast at least 7:1 for text, one column on every screen, and on paper.
inline constexpr const char* kPortalStyle = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.06rem/1.5 "Source Sans Pro Web", "Source Sans Pro", "Helvetica Neue",
  Helvetica, Roboto, Arial, sans-serif; color: #1b1b1b; background: #fff; overflow-wrap: anywhere; }
.skip { position: absolute; left: -999em; background: #fff; color: #005ea2; padding: .5rem 1rem; }
.skip:focus { left: 0; top: 0; }
header { background: #162e51; color: #fff; border-bottom: .25rem solid #73b3e7; }
header > div, footer > div, main { max-width: 42rem; margin: 0 auto; padding: 1rem; }
header > div { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
header a { color: #fff; padding: .5rem 0; }
.brand { font-size: 1.22rem; font-weight: 700; }
.brand b { background: #fff; color: #162e51; border-radius: .25rem; padding: .1rem .5rem;
  margin-right: .5rem; }
main { padding-top: 1.5rem; padding-bottom: 2rem; }
h1 { font-size: 1.95rem; line-height: 1.2; margin: 0 0 .5rem; }
h1 .number { display: block; font-variant-numeric: tabular-nums; }
h2 { font-size: 1.34rem; line-height: 1.3; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.06rem; margin: 1.5rem 0 .25rem; }
p { margin: 0 0 1rem; max-width: 68ex; }
a { color: #005ea2; }
.eyebrow { color: #3d4551; margin: 0; }
.tag { display: inline-block; background: #005ea2; color: #fff; font-weight: 700;
  border-radius: .25rem; padding: .05rem .6rem; margin-right: .5rem; }
.tag.resolved, .tag.closed { background: #216e1f; }
.promise { border-left: .5rem solid #005ea2; background: #eff6fb; padding: 1.25rem; }
.promise.late { border-left-color: #b50909; background: #fbf3f2; }
.promise.kept { border-left-color: #216e1f; background: #ecf3ec; }
.promise > p:first-child { font-size: 1.69rem; line-height: 1.35; margin: 0; }
.promise h3 { border-top: 1px solid #8d9297; padding-top: 1rem; }
.promise p { margin: 0; }
.phone { display: inline-block; font-size: 1.46rem; font-weight: 700; white-space: nowrap;
  padding: .35rem 0; }
.noted { border-left: .5rem solid #216e1f; background: #ecf3ec; padding: 1rem; }
.quiet { color: #3d4551; }
.said { border-left: .25rem solid #a9aeb1; padding-left: 1rem; white-space: pre-line; }
section + .quiet { margin-top: 2rem; }
ol.timeline { list-style: none; padding: 0; margin: 0; border-left: .25rem solid #a9aeb1; }
ol.timeline li { padding: 0 0 1rem 1.25rem; position: relative; }
ol.timeline li::before { content: ""; position: absolute; left: -.55rem; top: .4rem; width: .8rem;
  height: .8rem; border-radius: 50%; background: #005ea2; border: .15rem solid #fff; }
ol.timeline time { display: block; color: #3d4551; font-size: .93rem; }
footer { background: #f0f0f0; border-top: 1px solid #a9aeb1; }
footer p { margin: 0 0 .5rem; }
form { margin: 0 0 2rem; }
label { display: block; font-weight: 700; margin-top: 1rem; }
textarea, input { font: inherit; color: inherit; width: 100%; padding: .5rem;
  border: 1px solid #565c65; border-radius: 0; background: #fff; }
button { font: inherit; font-weight: 700; margin: 1rem .5rem 0 0; padding: .75rem 1.25rem;
  min-height: 2.75rem; border: 2px solid #005ea2; border-radius: .25rem; background: #005ea2;
  color: #fff; }
button.second { background: #fff; color: #005ea2; }
:focus-visible { outline: .25rem solid #2491ff; outline-offset: .125rem; }
@media (max-width: 30rem) {
  h1 { font-size: 1.69rem; }
  .promise > p:first-child { font-size: 1.46rem; }
  button { width: 100%; }
}
@media print {
  header { background: none; color: #000; border-bottom: 2px solid #000; }
  header nav, .skip { display: none; }
  .brand b { border: 1px solid #000; }
  .promise, footer { background: none; border: 2px solid #000; }
  .tag { color: #000; background: none; border: 1px solid #000; }
  a { color: #000; text-decoration: none; }
  h2, .promise, ol.timeline li { break-inside: avoid; }
}
)css";

}  // namespace kept::http
