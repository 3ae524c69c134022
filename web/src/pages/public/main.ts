// The style of the public pages, and the little that they gain from a script: they are whole without one.

import "../../styles/tokens.css";
import "../../styles/base.css";
