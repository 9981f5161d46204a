#pragma once

namespace kept::http {

/// The style of residents' pages: colours and sizes of the US Web Design System's tokens, contrast
/// at least 7:1 for text, one column on every screen.
inline constexpr const char* kPortalStyle = R"css(
:root { color-scheme: light; }
body { margin: 0; font: 1.06rem/1.5 "Source Sans Pro", "Helvetica Neue", Arial, sans-serif;
  color: #1b1b1b; background: #ffffff; }
header { background: #162e51; color: #ffffff; padding: 1rem; }
header a { color: #ffffff; }
main, header > div { max-width: 40rem; margin: 0 auto; }
main { padding: 1rem; }
h1 { font-size: 1.46rem; line-height: 1.2; }
h2 { font-size: 1.22rem; margin-top: 2rem; }
.promise { border-left: .5rem solid #005ea2; background: #eff6fb; padding: 1rem; }
.promise p:first-of-type { font-size: 1.46rem; line-height: 1.3; margin-top: 0; }
.late { border-left-color: #b50909; background: #fbeeed; }
.number { font-size: 1.22rem; font-weight: bold; white-space: nowrap; }
ol { padding-left: 1.2rem; }
li { margin-bottom: .6rem; }
time { color: #3d4551; }
a { color: #005ea2; }
label { display: block; font-weight: bold; margin-top: 1rem; }
textarea, input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem;
  border: 1px solid #565c65; }
fieldset { border: 1px solid #a9aeb1; margin-top: 1.5rem; }
button { font: inherit; font-weight: bold; margin-top: 1rem; padding: .75rem 1.25rem; border: 0;
  border-radius: .25rem; background: #005ea2; color: #ffffff; }
:focus { outline: .25rem solid #2491ff; outline-offset: 0; }
)css";

}  // namespace kept::http
