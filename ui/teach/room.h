#pragma once

// teach: lessons and Learn: what is asked, hidden, shown and remembered.
// It may include: all rooms below it, and core's lesson and learn.
// tools/check-layers holds it to that.
