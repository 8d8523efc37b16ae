// What the search shows of each code, in the order of its numbers; loaded when the search is first opened.

import codes from "code-data/codes";

window.linkcodesCodes = codes;
