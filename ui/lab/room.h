#pragma once

// lab: the page where one run is looked at: headline, controls, inspector, transport, and the commands of
// the lab.
// It may include: look, session, tracks, live and core's analysis.
// tools/check-layers holds it to that.
