#pragma once

// session: what is shown, by one owner each: session with playback, viewport, marks, world and live run;
// workbench, commands, views.
// It may include: look and core; the one room that starts runs for the window. It paints nothing but its
// trouble bar.
// tools/check-layers holds it to that.
