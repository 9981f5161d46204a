import Markdown from 'react-markdown';

/** An answer as residents and operators read it. HTML in it stays text; dangerous addresses go. */
export function MarkdownText({ text, lang }: { text: string; lang: string }) {
  return (
    <div className="usa-prose markdown" lang={lang}>
      <Markdown skipHtml>{text}</Markdown>
    </div>
  );
}
