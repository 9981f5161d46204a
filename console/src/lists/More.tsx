import { Button } from '@trussworks/react-uswds';

/** A list that is read page by page, as far as its button needs it. */
interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** Goes on reading a list; nothing when all of it is there. */
export function More({ of, text }: { of: Pages; text: string }) {
  if (!of.hasNextPage) return null;
  return (
    <Button type="button" outline disabled={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {text}
    </Button>
  );
}
