// The index of all codes, and what looks them up: loaded by the box on the home page when it is first used.

import { finder, type SearchIndex } from "../shared/search.ts";
import index from "site-data/search.json";

window.linkcodesSearch = { finder, index: index as SearchIndex };
