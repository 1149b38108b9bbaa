#pragma once

// live: the live world as people use it: connecting, its state, a live run beside its simulation.
// It may include: look, session, tracks, core's world and its analysis.
// tools/check-layers holds it to that.
