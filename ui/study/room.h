#pragma once

// study: many runs beside each other: Compare and Explore. Their runs are their own, computed while somebody
// looks.
// It may include: look, session, tracks, lab's rows of parameters and core's world.
// tools/check-layers holds it to that.
