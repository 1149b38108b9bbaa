#pragma once

// look: how things look and are worded: theme, settings, widgets, overlays, charts, words.
// It may include: Qt and the records of core; no session, and nothing that knows of a run being shown.
// tools/check-layers holds it to that.
