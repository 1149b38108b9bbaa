#pragma once

// tracks: pictures of a run on an axis of time. What decides stands in pure functions, a track paints it and
// passes gestures on.
// It may include: look, session and core's analysis.
// tools/check-layers holds it to that.
