// What each code means, in the order of the search's numbers: half of what it shows, so that it comes after the rest.

import summaries from "code-data/summaries";

window.linkcodesSummaries = summaries;
