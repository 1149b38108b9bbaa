#pragma once

// live: the live world as people use it: connecting, its state, a live run beside its simulation.
// It may include: look, session, tracks and core's world.
// tools/check-layers holds it to that.
