// The search of the site, loaded when someone first opens it.

import { ownAddress } from "../shared/load.ts";
import { Palette } from "./palette.ts";

window.linkcodesPalette = new Palette(ownAddress());
