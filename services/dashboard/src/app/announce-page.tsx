import { useEffect, useState } from "react";

/** Reads the title of the next page to people who do not see it change, as browsers do where they load a page. */
export function AnnouncePage() {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const observer = new MutationObserver(() => setTitle(document.title));
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, []);
  return (
    <p role="status" className="sr-only">
      {title}
    </p>
  );
}
